using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>A perspective camera that looks along its transform's forward (+Z) axis, with a shiftable lens.</summary>
public sealed class Camera : Component
{
    /// <summary>Vertical field of view in radians, in (0, π).</summary>
    public float FieldOfView { get; set; } = 0.25f;

    /// <summary>Metres.</summary>
    public float Near { get; set; } = 0.1f;

    /// <summary>Metres.</summary>
    public float Far { get; set; } = 100;

    /// <summary>Zoom of the frame about its centre, x and y; (1, 1) leaves the field of view.</summary>
    public Vector2 LensScale { get; set; } = Vector2.One;

    /// <summary>Shift of the image after the zoom, in half frames.</summary>
    public Vector2 LensShift { get; set; }

    /// <summary>World to clip space for row vectors; z in [0, w], x right, y up.</summary>
    public Matrix4x4 WorldToClip
    {
        get
        {
            Matrix4x4.Invert(Transform.LocalToWorld, out var view);
            var focal = 1 / MathF.Tan(FieldOfView / 2);
            var range = Far / (Far - Near);
            var projection = new Matrix4x4(
                focal * LensScale.X, 0, 0, 0,
                0, focal * LensScale.Y, 0, 0,
                LensShift.X, LensShift.Y, range, 1,
                0, 0, -Near * range, 0);
            return view * projection;
        }
    }
}
