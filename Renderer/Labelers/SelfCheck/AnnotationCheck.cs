using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Core.Datasets.Checks;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.SelfCheck;

/// <summary>
/// Each annotation against the pixels: what only the renderer can ask, by its camera and its buffers, and what <see cref="LabelAgreement"/> asks of every
/// dataset. The maps' own pixels are <see cref="PixelCheck"/>'s.
/// </summary>
internal static class AnnotationCheck
{
    public static string? FindFault(Annotation annotation, FrameView frame, SeenInstances seen, SceneTruth truth) => annotation switch
    {
        BoundingBoxes3D boxes => SolidBoxes(boxes, frame, seen, truth),
        DepthMap { Range: false } depth => Depths(depth, frame),
        _ => LabelAgreement.FindFault(annotation, frame.Width, frame.Height, seen, truth),
    };

    private static string? SolidBoxes(BoundingBoxes3D boxes, FrameView frame, SeenInstances seen, SceneTruth truth)
    {
        var last = 0;
        for (var i = 0; i < boxes.Boxes.Count; i++)
        {
            var box = boxes.Boxes[i];
            if ((InstanceList.SeenFault(boxes, box.InstanceId, last, seen, truth) ?? InstanceList.ClassFault(boxes, box.InstanceId, box.ClassId, truth)) is { } fault)
                return fault;
            last = box.InstanceId;
            if (!(MathF.Abs(box.Rotation.LengthSquared() - 1) < 1e-3f) || !(box.Size.X >= 0 && box.Size.Y >= 0 && box.Size.Z >= 0))
                return $"The {boxes.Labeler} box of instance {last} has no proper rotation or size.";
            var axes = Matrix4x4.CreateFromQuaternion(box.Rotation);
            var corner = box.Translation - Vector3.TransformNormal(box.Size / 2, axes);
            if (ProjectedBox.Of(frame.Scene.Camera, corner, box.Size, axes) is not { } projected || !projected.Holds(seen[last], InstanceCheck.BoxTolerance))
                return $"The {boxes.Labeler} box of instance {last} does not hold its pixels ({LabelAgreement.Describe(seen[last])}).";
        }
        return InstanceList.EndFault(boxes, last, seen);
    }

    private static string? Depths(DepthMap depth, FrameView frame)
    {
        if (frame.Depth.IsEmpty || depth.Meters.AsSpan().SequenceEqual(frame.Depth.Span))
            return null;
        var at = depth.Meters.AsSpan().CommonPrefixLength(frame.Depth.Span);
        return $"The {depth.Labeler} map says {depth.Meters[at]} at pixel ({at % frame.Width}, {at / frame.Width}), but the buffer has {frame.Depth.Span[at]}.";
    }
}
