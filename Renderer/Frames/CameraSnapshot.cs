using System.Numerics;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>
/// The camera of one drawn image. Camera space is left-handed: x right, y up, z forward, metres. Pixels have their origin at
/// the top left corner of the image, x right, y down; the centre of the first pixel is (0.5, 0.5).
/// </summary>
public sealed record CameraSnapshot
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>World to camera space, row vectors, rigid.</summary>
    public required Matrix4x4 WorldToCamera { get; init; }

    /// <summary>Focal lengths in pixels; for an orthographic camera pixels per metre.</summary>
    public required float FocalX { get; init; }

    public required float FocalY { get; init; }

    /// <summary>The principal point in pixels.</summary>
    public required float CenterX { get; init; }

    public required float CenterY { get; init; }

    public bool Orthographic { get; init; }

    public float Near { get; init; } = 0.1f;

    public float Far { get; init; } = 100;

    public Matrix4x4 CameraToWorld => Matrix4x4.Invert(WorldToCamera, out var inverse) ? inverse : throw new InvalidOperationException("The camera's matrix has no inverse.");

    /// <summary>World to clip space for row vectors; x right, y up, z in [0, w].</summary>
    public Matrix4x4 WorldToClip
    {
        get
        {
            float scaleX = 2 * FocalX / Width, scaleY = 2 * FocalY / Height;
            float shiftX = 2 * CenterX / Width - 1, shiftY = 1 - 2 * CenterY / Height;
            var range = (Orthographic ? 1 : Far) / (Far - Near);
            return WorldToCamera * (Orthographic
                ? new Matrix4x4(scaleX, 0, 0, 0, 0, scaleY, 0, 0, 0, 0, range, 0, shiftX, shiftY, -Near * range, 1)
                : new Matrix4x4(scaleX, 0, 0, 0, 0, scaleY, 0, 0, shiftX, shiftY, range, 1, 0, 0, -Near * range, 0));
        }
    }

    /// <summary>Pixel coordinates and planar depth of a world point; only depths above 0 (perspective) are before the camera.</summary>
    public Vector3 Project(Vector3 world)
    {
        var at = Vector3.Transform(world, WorldToCamera);
        return new(ToPixel(at), at.Z);
    }

    /// <summary>Pixel coordinates of a camera-space point; only depths above 0 (perspective) are before the camera.</summary>
    public Vector2 ToPixel(Vector3 camera)
    {
        var scale = Orthographic ? 1 : 1 / camera.Z;
        return new(CenterX + FocalX * camera.X * scale, CenterY - FocalY * camera.Y * scale);
    }

    /// <summary>The camera-space point at these pixel coordinates and planar depth.</summary>
    public Vector3 ToCamera(float x, float y, float depth)
    {
        var scale = Orthographic ? 1 : depth;
        return new((x - CenterX) / FocalX * scale, (CenterY - y) / FocalY * scale, depth);
    }
}
