using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>What a camera can see of a box.</summary>
internal static class Culling
{
    /// <returns>Could any of the box be seen, the planar distance of its middle, and its diameter in pixels.</returns>
    public static (bool Visible, float Distance, float Pixels) See(in Bounds box, in Matrix4x4 world, CameraSnapshot camera, in Matrix4x4 clip)
    {
        var toClip = world * clip;
        // Bits of the planes beyond which all corners lie so far.
        var outside = 0x3F;
        for (var i = 0; i < 8; i++)
        {
            var at = Vector4.Transform(box.Corner(i), toClip);
            outside &= (at.X < -at.W ? 1 : 0) | (at.X > at.W ? 2 : 0) | (at.Y < -at.W ? 4 : 0) | (at.Y > at.W ? 8 : 0) | (at.Z < 0 ? 16 : 0) | (at.Z > at.W ? 32 : 0);
        }
        var middle = Vector3.Transform(box.Center, world);
        var distance = Vector3.Transform(middle, camera.WorldToCamera).Z;
        var diameter = Vector3.TransformNormal(box.Size, world).Length();
        // The nearest that any of it can be.
        var nearest = camera.Orthographic ? 1 : MathF.Max(distance - 0.5f * diameter, camera.Near);
        return (outside == 0, distance, diameter * MathF.Max(camera.FocalX, camera.FocalY) / nearest);
    }

    /// <summary>
    /// The pixels that the box may cover, on the image's grid carried on by a frame to each side (so that the image's first pixel is at
    /// (width, height)); the right and bottom ends do not count.
    /// </summary>
    public static (int Left, int Top, int Right, int Bottom) Frame(in Bounds box, in Matrix4x4 world, CameraSnapshot camera)
    {
        int width = camera.Width, height = camera.Height;
        if (box.IsEmpty)
            return default;
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        var behind = 0;
        for (var i = 0; i < 8; i++)
        {
            var point = Vector3.Transform(Vector3.Transform(box.Corner(i), world), camera.WorldToCamera);
            if (point.Z < camera.Near)
            {
                behind++;
                continue;
            }
            var scale = camera.Orthographic ? 1 : 1 / point.Z;
            var at = new Vector2(camera.CenterX + camera.FocalX * point.X * scale, camera.CenterY - camera.FocalY * point.Y * scale);
            (low, high) = (Vector2.Min(low, at), Vector2.Max(high, at));
        }
        if (behind == 8)
            return default;
        // A box through the camera's plane may project anywhere.
        if (behind > 0)
            (low, high) = (new(float.MinValue), new(float.MaxValue));
        static int Hold(float value, int most) => (int)Math.Clamp(value, 0, most);
        int left = Hold(MathF.Floor(low.X) - 1 + width, 3 * width), right = Hold(MathF.Ceiling(high.X) + 1 + width, 3 * width);
        int top = Hold(MathF.Floor(low.Y) - 1 + height, 3 * height), bottom = Hold(MathF.Ceiling(high.Y) + 1 + height, 3 * height);
        return right > left && bottom > top ? (left, top, right, bottom) : default;
    }
}
