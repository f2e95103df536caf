using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.OpticalFlow;

/// <summary>
/// How far each pixel's surface point moves in the image until the next step, by the motion of its object and of the camera, whether it is
/// seen there or not. The background is infinitely far: only the camera's turns and zooms move it, and behind an orthographic camera nothing.
/// 0 in a sequence's last step, and where the point goes behind the camera.
/// </summary>
public sealed class OpticalFlowLabeler : Labeler
{
    public override string Name => "optical-flow";

    public override FrameBuffers Needs => FrameBuffers.Objects | FrameBuffers.Depth;

    public override Annotation Label(FrameView frame)
    {
        var values = new float[frame.Width * frame.Height * 2];
        if (frame.Next is { } next)
            Measure(frame, next, MemoryMarshal.Cast<float, Vector2>(values.AsSpan()));
        return new VectorMap(Name, frame.Height, frame.Width, 2, values, VectorMapKind.OpticalFlow);
    }

    private static void Measure(FrameView frame, SceneSnapshot next, Span<Vector2> flow)
    {
        var scene = frame.Scene;
        var depth = frame.Depth.Span[..flow.Length];
        var still = scene.Camera == next.Camera;
        var motions = ArrayPool<Matrix4x4>.Shared.Rent(scene.Objects.Count + 1);
        var known = ArrayPool<Motion>.Shared.Rent(scene.Objects.Count + 1);
        known.AsSpan(0, scene.Objects.Count + 1).Clear();
        foreach (var run in new PixelRuns(frame.Objects.Span, frame.Width))
        {
            ref var motion = ref known[run.Object];
            if (motion == Motion.Unknown)
                motion = Find(scene, next, run, still, out motions[run.Object]);
            if (motion == Motion.None)
                continue;
            var depths = run.Object == 0 ? default : depth.Slice(run.Start, run.Length);
            Move(scene.Camera, next.Camera, motions[run.Object], new(run.X + 0.5f, run.Y + 0.5f), depths, flow.Slice(run.Start, run.Length));
        }
        ArrayPool<Matrix4x4>.Shared.Return(motions);
        ArrayPool<Motion>.Shared.Return(known);
    }

    /// <summary>From this step's camera space to the next one's, for the points of one object.</summary>
    private static Motion Find(SceneSnapshot scene, SceneSnapshot next, in PixelRun run, bool still, out Matrix4x4 motion)
    {
        motion = scene.Camera.CameraToWorld * next.Camera.WorldToCamera;
        if (run.Object == 0)
            return still || scene.Camera.Orthographic || next.Camera.Orthographic ? Motion.None : Motion.Some;
        if (run.Object > scene.Objects.Count)
            throw new InvalidOperationException($"Pixel ({run.X}, {run.Y}) shows drawn object {run.Object}, but the scene has {scene.Objects.Count}.");
        Matrix4x4 now = scene.Objects[run.Object - 1].LocalToWorld, then = next.Objects[run.Object - 1].LocalToWorld;
        if (now == then)
            return still ? Motion.None : Motion.Some;
        if (!Matrix4x4.Invert(now * scene.Camera.WorldToCamera, out var toLocal))
        {
            // A flat object has no inside to go back to; it moves as its pose does.
            (now, then) = (Rigid(now), Rigid(then));
            Matrix4x4.Invert(now * scene.Camera.WorldToCamera, out toLocal);
        }
        motion = toLocal * (then * next.Camera.WorldToCamera);
        return Motion.Some;
    }

    private static Matrix4x4 Rigid(in Matrix4x4 matrix)
    {
        var (position, rotation, _) = Pose.Of(matrix);
        return Matrix4x4.CreateFromQuaternion(rotation) * Matrix4x4.CreateTranslation(position);
    }

    /// <summary>
    /// Moves the points of one row at these depths; without depths directions, which a place is nothing to. Rays of neighbours differ by one
    /// step, so that only the ends are transformed.
    /// </summary>
    private static void Move(
        CameraSnapshot camera, CameraSnapshot next, in Matrix4x4 motion, Vector2 pixel, ReadOnlySpan<float> depth, Span<Vector2> flow)
    {
        var parallel = camera.Orthographic;
        // At depth 1 a pinhole's point is its ray; a parallel camera's point is its place at depth 0 and the depth along one direction.
        var start = Vector3.TransformNormal(camera.ToCamera(pixel.X, pixel.Y, parallel ? 0 : 1), motion);
        var step = Vector3.TransformNormal(new(1 / camera.FocalX, 0, 0), motion);
        var forward = Pose.Row(motion, 2);
        var shift = depth.IsEmpty ? Vector3.Zero : motion.Translation;
        var focal = new Vector2(next.FocalX, -next.FocalY);
        var center = new Vector2(next.CenterX, next.CenterY) - pixel;
        for (var i = 0; i < flow.Length; i++, center.X--)
        {
            var meters = depth.IsEmpty ? 1 : depth[i];
            var ray = start + i * step;
            var at = parallel ? ray + meters * forward + shift : meters * ray + shift;
            if (next.Orthographic)
                flow[i] = center + focal * new Vector2(at.X, at.Y);
            else if (at.Z > 0)
                flow[i] = center + focal * new Vector2(at.X, at.Y) / at.Z;
        }
    }

    private enum Motion : byte
    {
        Unknown,
        None,
        Some,
    }
}
