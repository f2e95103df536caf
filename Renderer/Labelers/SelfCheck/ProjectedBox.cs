using System.Numerics;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.SelfCheck;

/// <summary>The rectangle in pixels about a 3D box as the camera sees it; what lies before the near plane is cut off.</summary>
/// <param name="Nearest">Planar depth of the nearest corner, metres; may be before the near plane.</param>
/// <param name="Farthest">Planar depth of the farthest corner.</param>
internal readonly record struct ProjectedBox(float Left, float Top, float Right, float Bottom, float Nearest, float Farthest)
{
    /// <summary>An instance's box; null if it has none, or if all of it is before the near plane.</summary>
    public static ProjectedBox? Of(CameraSnapshot camera, SceneInstance instance)
    {
        if (instance.LocalBounds.IsEmpty)
            return null;
        var toCamera = instance.LocalToWorld * camera.WorldToCamera;
        return Of(camera, Vector3.Transform(instance.LocalBounds.Min, toCamera), instance.LocalBounds.Size, toCamera);
    }

    /// <summary>A box by a corner and the matrix whose axes its sides lie along; null if all of it is before the near plane.</summary>
    public static ProjectedBox? Of(CameraSnapshot camera, Vector3 corner, Vector3 size, in Matrix4x4 axes)
    {
        Vector3 x = size.X * Pose.Row(axes, 0), y = size.Y * Pose.Row(axes, 1), z = size.Z * Pose.Row(axes, 2);
        // Corner 0 to 7: bit 0 goes along x, bit 1 along y, bit 2 along z.
        Span<Vector3> corners = [corner, corner + x, corner + y, corner + x + y, corner + z, corner + x + z, corner + y + z, corner + x + y + z];
        // An orthographic camera may have its near plane at 0; a pinhole sees nothing there.
        var near = camera.Orthographic ? camera.Near : Math.Max(camera.Near, 1e-6f);
        var (nearest, farthest) = (float.PositiveInfinity, float.NegativeInfinity);
        Vector2 least = new(float.PositiveInfinity), most = new(float.NegativeInfinity);
        for (var i = 0; i < 8; i++)
        {
            var at = corners[i];
            (nearest, farthest) = (Math.Min(nearest, at.Z), Math.Max(farthest, at.Z));
            if (at.Z >= near)
                Include(camera.ToPixel(at), ref least, ref most);
        }
        if (farthest < near)
            return null;
        if (nearest < near)
            IncludeCuts(camera, corners, near, ref least, ref most);
        return new(least.X, least.Y, most.X, most.Y, nearest, farthest);
    }

    /// <summary>Does it hold the box of these pixels, give or take?</summary>
    public bool Holds(in PixelBounds pixels, float tolerance) =>
        Left <= pixels.Left + tolerance && Top <= pixels.Top + tolerance
        && Right >= pixels.Right + 1 - tolerance && Bottom >= pixels.Bottom + 1 - tolerance;

    private static void IncludeCuts(CameraSnapshot camera, ReadOnlySpan<Vector3> corners, float near, ref Vector2 least, ref Vector2 most)
    {
        for (var i = 0; i < 8; i++)
        {
            for (var bit = 1; bit < 8; bit <<= 1)
            {
                Vector3 from = corners[i & ~bit], to = corners[i | bit];
                // Each edge comes twice, which does no harm.
                if (from.Z < near == to.Z < near)
                    continue;
                var cut = Vector3.Lerp(from, to, (near - from.Z) / (to.Z - from.Z));
                Include(camera.ToPixel(cut with { Z = near }), ref least, ref most);
            }
        }
    }

    private static void Include(Vector2 pixel, ref Vector2 least, ref Vector2 most) =>
        (least, most) = (Vector2.Min(least, pixel), Vector2.Max(most, pixel));
}
