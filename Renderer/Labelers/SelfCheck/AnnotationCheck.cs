using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.SelfCheck;

/// <summary>Each annotation against the pixels. The maps' own pixels are <see cref="PixelCheck"/>'s.</summary>
internal static class AnnotationCheck
{
    public static string? FindFault(Annotation annotation, FrameView frame, SeenInstances seen) => annotation switch
    {
        BoundingBoxes2D { Amodal: false } boxes => VisibleBoxes(boxes, frame, seen),
        BoundingBoxes2D boxes => AmodalBoxes(boxes, frame, seen),
        BoundingBoxes3D boxes => SolidBoxes(boxes, frame, seen),
        InstanceSegmentation segmentation => Segments(segmentation, frame, seen),
        Keypoints keypoints => Points(keypoints, frame),
        Occlusion occlusion => Shares(occlusion, frame, seen),
        ObjectCounts counts => Counts(counts, frame, seen),
        DepthMap { Range: false } depth => Depths(depth, frame),
        _ => null,
    };

    private static string? VisibleBoxes(BoundingBoxes2D boxes, FrameView frame, SeenInstances seen)
    {
        var last = 0;
        for (var i = 0; i < boxes.Boxes.Count; i++)
        {
            var box = boxes.Boxes[i];
            if ((SeenFault(boxes, box.InstanceId, last, seen) ?? ClassFault(boxes, box.InstanceId, box.ClassId, frame)) is { } fault)
                return fault;
            last = box.InstanceId;
            ref readonly var pixels = ref seen[last];
            if (box.VisiblePixels != pixels.Pixels)
                return $"Instance {last} has {pixels.Pixels} pixels, but its {boxes.Labeler} box says {box.VisiblePixels}.";
            if (box.X != pixels.Left || box.Y != pixels.Top || box.Width != pixels.Width || box.Height != pixels.Height)
                return $"The {boxes.Labeler} box of instance {last} ({Describe(box)}) is not the bounds of its pixels ({InstanceCheck.Describe(pixels)}).";
        }
        return EndFault(boxes, last, seen);
    }

    private static string? AmodalBoxes(BoundingBoxes2D boxes, FrameView frame, SeenInstances seen)
    {
        var last = 0;
        for (var i = 0; i < boxes.Boxes.Count; i++)
        {
            var box = boxes.Boxes[i];
            if ((KnownFault(boxes, box.InstanceId, last, frame, seen) ?? ClassFault(boxes, box.InstanceId, box.ClassId, frame)) is { } fault)
                return fault;
            last = box.InstanceId;
            ref readonly var pixels = ref seen[last];
            if (box.X < 0 || box.Y < 0 || box.Width < 1 || box.Height < 1 || box.X + box.Width > frame.Width || box.Y + box.Height > frame.Height)
                return $"The {boxes.Labeler} box of instance {last} ({Describe(box)}) is not inside the frame.";
            if (box.VisiblePixels != pixels.Pixels)
                return $"Instance {last} has {pixels.Pixels} pixels, but its {boxes.Labeler} box says {box.VisiblePixels}.";
            if (pixels.Pixels > 0 && (box.X > pixels.Left + 1 || box.Y > pixels.Top + 1
                || box.X + box.Width < pixels.Right || box.Y + box.Height < pixels.Bottom))
            {
                return $"The {boxes.Labeler} box of instance {last} ({Describe(box)}) does not hold its pixels ({InstanceCheck.Describe(pixels)}).";
            }
        }
        return EndFault(boxes, last, seen);
    }

    private static string? SolidBoxes(BoundingBoxes3D boxes, FrameView frame, SeenInstances seen)
    {
        var last = 0;
        for (var i = 0; i < boxes.Boxes.Count; i++)
        {
            var box = boxes.Boxes[i];
            if ((SeenFault(boxes, box.InstanceId, last, seen) ?? ClassFault(boxes, box.InstanceId, box.ClassId, frame)) is { } fault)
                return fault;
            last = box.InstanceId;
            if (!(MathF.Abs(box.Rotation.LengthSquared() - 1) < 1e-3f) || !(box.Size.X >= 0 && box.Size.Y >= 0 && box.Size.Z >= 0))
                return $"The {boxes.Labeler} box of instance {last} has no proper rotation or size.";
            var axes = Matrix4x4.CreateFromQuaternion(box.Rotation);
            var corner = box.Translation - Vector3.TransformNormal(box.Size / 2, axes);
            if (ProjectedBox.Of(frame.Scene.Camera, corner, box.Size, axes) is not { } projected || !projected.Holds(seen[last], InstanceCheck.BoxTolerance))
                return $"The {boxes.Labeler} box of instance {last} does not hold its pixels ({InstanceCheck.Describe(seen[last])}).";
        }
        return EndFault(boxes, last, seen);
    }

    private static string? Segments(InstanceSegmentation segmentation, FrameView frame, SeenInstances seen)
    {
        var last = 0;
        for (var i = 0; i < segmentation.Seen.Count; i++)
        {
            var segment = segmentation.Seen[i];
            var fault = SeenFault(segmentation, segment.InstanceId, last, seen) ?? ClassFault(segmentation, segment.InstanceId, segment.ClassId, frame);
            if (fault is not null)
                return fault;
            last = segment.InstanceId;
            if (segment.Pixels != seen[last].Pixels)
                return $"Instance {last} has {seen[last].Pixels} pixels, but the {segmentation.Labeler} list says {segment.Pixels}.";
            if (segment.ParentId != frame.Scene.Instances[last - 1].ParentId)
                return $"The {segmentation.Labeler} list says that instance {last} is part of {segment.ParentId}, which it is not.";
        }
        return EndFault(segmentation, last, seen);
    }

    private static string? Points(Keypoints keypoints, FrameView frame)
    {
        var last = 0;
        for (var i = 0; i < keypoints.Instances.Count; i++)
        {
            var instance = keypoints.Instances[i];
            if (instance.InstanceId <= last || instance.InstanceId > frame.Scene.Instances.Count)
                return Misplaced(keypoints, instance.InstanceId);
            last = instance.InstanceId;
            if (ClassFault(keypoints, last, instance.ClassId, frame) is { } fault)
                return fault;
            if (instance.Points.Count != keypoints.Template.Count)
                return $"Instance {last} has {instance.Points.Count} keypoints, but the template has {keypoints.Template.Count}.";
            for (var k = 0; k < instance.Points.Count; k++)
            {
                var point = instance.Points[k];
                if (point.State != KeypointState.Absent && !(point.X >= 0 && point.Y >= 0 && point.X <= frame.Width && point.Y <= frame.Height))
                    return $"Keypoint '{keypoints.Template[k]}' of instance {last} is outside the frame, but it is not absent.";
            }
        }
        return null;
    }

    private static string? Shares(Occlusion occlusion, FrameView frame, SeenInstances seen)
    {
        var last = 0;
        for (var i = 0; i < occlusion.Instances.Count; i++)
        {
            var share = occlusion.Instances[i];
            if ((KnownFault(occlusion, share.InstanceId, last, frame, seen) ?? ClassFault(occlusion, share.InstanceId, share.ClassId, frame)) is { } fault)
                return fault;
            last = share.InstanceId;
            if (share.PercentVisible is not (>= 0 and <= 1) || share.PercentInFrame is not (> 0 and <= 1))
                return $"The {occlusion.Labeler} of instance {last} is no share: {share.PercentVisible} visible, {share.PercentInFrame} in the frame.";
            if (share.PercentVisible > 0 != seen[last].Pixels > 0)
                return $"Instance {last} has {seen[last].Pixels} visible pixels, but its {occlusion.Labeler} says {share.PercentVisible}.";
        }
        return EndFault(occlusion, last, seen);
    }

    private static string? Counts(ObjectCounts counts, FrameView frame, SeenInstances seen)
    {
        Span<int> truth = counts.Counts.Count <= 256 ? stackalloc int[counts.Counts.Count] : new int[counts.Counts.Count];
        truth.Clear();
        for (var id = seen.NextAfter(0); id != 0; id = seen.NextAfter(id))
        {
            var classId = frame.Scene.Instances[id - 1].ClassId;
            if ((uint)classId >= (uint)truth.Length)
                return $"Instance {id} has class {classId}, but the {counts.Labeler} knows {truth.Length}.";
            truth[classId]++;
        }
        for (var c = 0; c < truth.Length; c++)
        {
            if (counts.Counts[c] != truth[c])
                return $"{truth[c]} instances of class {c} are seen, but the {counts.Labeler} says {counts.Counts[c]}.";
        }
        return null;
    }

    private static string? Depths(DepthMap depth, FrameView frame)
    {
        if (frame.Depth.IsEmpty || depth.Meters.AsSpan().SequenceEqual(frame.Depth.Span))
            return null;
        var at = depth.Meters.AsSpan().CommonPrefixLength(frame.Depth.Span);
        return $"The {depth.Labeler} map says {depth.Meters[at]} at pixel ({at % frame.Width}, {at / frame.Width}), but the buffer has {frame.Depth.Span[at]}.";
    }

    /// <summary>Of a list that holds just the seen instances: is this the next of them?</summary>
    private static string? SeenFault(Annotation list, int id, int last, SeenInstances seen)
    {
        var expected = seen.NextAfter(last);
        if (id == expected && id != 0)
            return null;
        if (id <= last || id > seen.Instances)
            return Misplaced(list, id);
        return seen[id].Pixels == 0 ? $"The {list.Labeler} list holds instance {id}, of which no pixel is seen." : Missing(list, expected);
    }

    /// <summary>Of a list that may hold unseen instances too: is none of the seen left out before this?</summary>
    private static string? KnownFault(Annotation list, int id, int last, FrameView frame, SeenInstances seen)
    {
        if (id <= last || id > frame.Scene.Instances.Count)
            return Misplaced(list, id);
        var expected = seen.NextAfter(last);
        return expected != 0 && expected < id ? Missing(list, expected) : null;
    }

    private static string? EndFault(Annotation list, int last, SeenInstances seen) =>
        seen.NextAfter(last) is var missing and not 0 ? Missing(list, missing) : null;

    private static string? ClassFault(Annotation list, int id, int classId, FrameView frame) =>
        frame.Scene.Instances[id - 1].ClassId is var truth && truth == classId
            ? null
            : $"The {list.Labeler} list gives instance {id} class {classId}, but the scene says {truth}.";

    private static string Missing(Annotation list, int id) => $"Instance {id} is seen, but the {list.Labeler} list lacks it.";

    private static string Misplaced(Annotation list, int id) => $"The {list.Labeler} list holds instance {id}, which the scene lacks or which came before.";

    private static string Describe(in BoundingBox2D box) => $"{box.X}, {box.Y} to {box.X + box.Width}, {box.Y + box.Height}";
}
