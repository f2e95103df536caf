using System.Numerics;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>A camera that looks along its transform's forward (+Z) axis: perspective by field of view or intrinsics, or orthographic.</summary>
public sealed class Camera : Component
{
    /// <summary>Vertical field of view in radians, in (0, π).</summary>
    public float FieldOfView { get; set; } = 0.25f;

    /// <summary>Parallel rays instead of a pinhole.</summary>
    public bool Orthographic { get; set; }

    /// <summary>Half the height of what an orthographic camera sees, metres.</summary>
    public float OrthographicSize { get; set; } = 1;

    /// <summary>Metres.</summary>
    public float Near { get; set; } = 0.1f;

    /// <summary>Metres.</summary>
    public float Far { get; set; } = 100;

    /// <summary>Zoom of the frame about its centre, x and y; (1, 1) leaves the field of view.</summary>
    public Vector2 LensScale { get; set; } = Vector2.One;

    /// <summary>Shift of the image after the zoom, in half frames.</summary>
    public Vector2 LensShift { get; set; }

    /// <summary>Sets the perspective by intrinsics, as OpenCV has them (pixels from the top left), for an image of this size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A focal length is not positive.</exception>
    public void SetIntrinsics(float focalX, float focalY, float centerX, float centerY, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(focalX);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(focalY);
        (Orthographic, LensScale) = (false, new(focalX / focalY, 1));
        FieldOfView = 2 * MathF.Atan(0.5f * height / focalY);
        LensShift = new(2 * centerX / width - 1, 1 - 2 * centerY / height);
    }

    public void Reset()
    {
        (FieldOfView, Orthographic, OrthographicSize, Near, Far) = (0.25f, false, 1, 0.1f, 100);
        (LensScale, LensShift) = (Vector2.One, Vector2.Zero);
    }

    /// <summary>The projection of an image of this size, and where the camera stands. Scale of the camera's transform is left out.</summary>
    public CameraSnapshot Snapshot(int width, int height)
    {
        var pose = Transform.LocalToWorld;
        Matrix4x4.Decompose(pose, out _, out var rotation, out var position);
        Matrix4x4.Invert(Matrix4x4.CreateFromQuaternion(rotation) * Matrix4x4.CreateTranslation(position), out var worldToCamera);
        // Half a frame's height in pixels is what the half angle, or the orthographic size, spans.
        var focal = 0.5f * height / (Orthographic ? OrthographicSize : MathF.Tan(FieldOfView / 2));
        return new()
        {
            Width = width,
            Height = height,
            WorldToCamera = worldToCamera,
            FocalX = focal * LensScale.X,
            FocalY = focal * LensScale.Y,
            CenterX = 0.5f * width * (1 + LensShift.X),
            CenterY = 0.5f * height * (1 - LensShift.Y),
            Orthographic = Orthographic,
            Near = Near,
            Far = Far,
        };
    }
}
