using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;

namespace FewLabels.Sim.Core.Datasets.Checks;

/// <summary>
/// Annotations against the pixels of each instance, whoever made them: the renderer asks it of each frame that it draws, and
/// <c>fewlabels dataset verify</c> of each that it reads. A fault is a sentence.
/// </summary>
public static class LabelAgreement
{
    /// <summary>The first fault of an annotation; null if there is none, or if it can't be held against pixels.</summary>
    /// <param name="width">Of the image.</param>
    /// <param name="height">Of the image.</param>
    /// <param name="seen">The pixels of each instance.</param>
    public static string? FindFault(Annotation annotation, int width, int height, SeenInstances seen, LabelTruth truth) => annotation switch
    {
        BoundingBoxes2D { Amodal: false } boxes => VisibleBoxes(boxes, seen, truth),
        BoundingBoxes2D boxes => AmodalBoxes(boxes, width, height, seen, truth),
        InstanceSegmentation segmentation => Segments(segmentation, seen, truth),
        Keypoints keypoints => Points(keypoints, width, height, truth),
        Occlusion occlusion => Shares(occlusion, seen, truth),
        ObjectCounts counts => Counts(counts, seen, truth),
        _ => null,
    };

    /// <summary>A box by its edges, the right and lower one not counting.</summary>
    public static string Describe(in BoundingBox2D box) => $"{box.X}, {box.Y} to {box.X + box.Width}, {box.Y + box.Height}";

    /// <inheritdoc cref="Describe(in BoundingBox2D)"/>
    public static string Describe(in PixelBounds pixels) => $"{pixels.Left}, {pixels.Top} to {pixels.Right + 1}, {pixels.Bottom + 1}";

    private static string? VisibleBoxes(BoundingBoxes2D boxes, SeenInstances seen, LabelTruth truth)
    {
        var last = 0;
        for (var i = 0; i < boxes.Boxes.Count; i++)
        {
            var box = boxes.Boxes[i];
            if ((InstanceList.SeenFault(boxes, box.InstanceId, last, seen, truth) ?? InstanceList.ClassFault(boxes, box.InstanceId, box.ClassId, truth)) is { } fault)
                return fault;
            last = box.InstanceId;
            ref readonly var pixels = ref seen[last];
            if (box.VisiblePixels != pixels.Pixels)
                return $"Instance {last} has {pixels.Pixels} pixels, but its {boxes.Labeler} box says {box.VisiblePixels}.";
            if (box.X != pixels.Left || box.Y != pixels.Top || box.Width != pixels.Width || box.Height != pixels.Height)
                return $"The {boxes.Labeler} box of instance {last} ({Describe(box)}) is not the bounds of its pixels ({Describe(pixels)}).";
        }
        return InstanceList.EndFault(boxes, last, seen);
    }

    private static string? AmodalBoxes(BoundingBoxes2D boxes, int width, int height, SeenInstances seen, LabelTruth truth)
    {
        var last = 0;
        for (var i = 0; i < boxes.Boxes.Count; i++)
        {
            var box = boxes.Boxes[i];
            if ((InstanceList.KnownFault(boxes, box.InstanceId, last, seen, truth) ?? InstanceList.ClassFault(boxes, box.InstanceId, box.ClassId, truth)) is { } fault)
                return fault;
            last = box.InstanceId;
            ref readonly var pixels = ref seen[last];
            if (box.X < 0 || box.Y < 0 || box.Width < 1 || box.Height < 1 || (long)box.X + box.Width > width || (long)box.Y + box.Height > height)
                return $"The {boxes.Labeler} box of instance {last} ({Describe(box)}) is not inside the frame.";
            if (box.VisiblePixels != pixels.Pixels)
                return $"Instance {last} has {pixels.Pixels} pixels, but its {boxes.Labeler} box says {box.VisiblePixels}.";
            if (pixels.Pixels > 0 && (box.X > pixels.Left + 1 || box.Y > pixels.Top + 1
                || box.X + box.Width < pixels.Right || box.Y + box.Height < pixels.Bottom))
            {
                return $"The {boxes.Labeler} box of instance {last} ({Describe(box)}) does not hold its pixels ({Describe(pixels)}).";
            }
        }
        return InstanceList.EndFault(boxes, last, seen);
    }

    private static string? Segments(InstanceSegmentation segmentation, SeenInstances seen, LabelTruth truth)
    {
        var last = 0;
        for (var i = 0; i < segmentation.Seen.Count; i++)
        {
            var segment = segmentation.Seen[i];
            var fault = InstanceList.SeenFault(segmentation, segment.InstanceId, last, seen, truth) ?? InstanceList.ClassFault(segmentation, segment.InstanceId, segment.ClassId, truth);
            if (fault is not null)
                return fault;
            last = segment.InstanceId;
            if (segment.Pixels != seen[last].Pixels)
                return $"Instance {last} has {seen[last].Pixels} pixels, but the {segmentation.Labeler} list says {segment.Pixels}.";
            if (truth.ParentOf(last) is var parent && parent >= 0 && segment.ParentId != parent)
                return $"The {segmentation.Labeler} list says that instance {last} is part of {segment.ParentId}, which it is not.";
        }
        return InstanceList.EndFault(segmentation, last, seen);
    }

    private static string? Points(Keypoints keypoints, int width, int height, LabelTruth truth)
    {
        var last = 0;
        for (var i = 0; i < keypoints.Instances.Count; i++)
        {
            var instance = keypoints.Instances[i];
            if (instance.InstanceId <= last || instance.InstanceId > truth.Count)
                return InstanceList.Misplaced(keypoints, instance.InstanceId, truth);
            last = instance.InstanceId;
            if (InstanceList.ClassFault(keypoints, last, instance.ClassId, truth) is { } fault)
                return fault;
            if (PointFault(keypoints, instance, width, height) is { } wrong)
                return wrong;
        }
        return null;
    }

    /// <summary>Points of one instance: as many as the template has, and inside the image where they are not absent.</summary>
    internal static string? PointFault(Keypoints keypoints, InstanceKeypoints instance, int width, int height)
    {
        if (instance.Points.Count != keypoints.Template.Count)
            return $"Instance {instance.InstanceId} has {instance.Points.Count} keypoints, but the template has {keypoints.Template.Count}.";
        for (var k = 0; k < instance.Points.Count; k++)
        {
            var point = instance.Points[k];
            if (point.State != KeypointState.Absent && !(point.X >= 0 && point.Y >= 0 && point.X <= width && point.Y <= height))
                return $"Keypoint '{keypoints.Template[k]}' of instance {instance.InstanceId} is outside the frame, but it is not absent.";
        }
        return null;
    }

    private static string? Shares(Occlusion occlusion, SeenInstances seen, LabelTruth truth)
    {
        var last = 0;
        for (var i = 0; i < occlusion.Instances.Count; i++)
        {
            var share = occlusion.Instances[i];
            if ((InstanceList.KnownFault(occlusion, share.InstanceId, last, seen, truth) ?? InstanceList.ClassFault(occlusion, share.InstanceId, share.ClassId, truth)) is { } fault)
                return fault;
            last = share.InstanceId;
            if (share.PercentVisible is not (>= 0 and <= 1) || share.PercentInFrame is not (> 0 and <= 1))
                return $"The {occlusion.Labeler} of instance {last} is no share: {share.PercentVisible} visible, {share.PercentInFrame} in the frame.";
            if (share.PercentVisible > 0 != seen[last].Pixels > 0)
                return $"Instance {last} has {seen[last].Pixels} visible pixels, but its {occlusion.Labeler} says {share.PercentVisible}.";
        }
        return InstanceList.EndFault(occlusion, last, seen);
    }

    private static string? Counts(ObjectCounts counts, SeenInstances seen, LabelTruth truth)
    {
        Span<int> found = counts.Counts.Count <= 256 ? stackalloc int[counts.Counts.Count] : new int[counts.Counts.Count];
        found.Clear();
        for (var id = seen.NextAfter(0); id != 0; id = seen.NextAfter(id))
        {
            var classId = truth.ClassOf(id);
            if ((uint)classId >= (uint)found.Length)
                return $"Instance {id} has class {classId}, but the {counts.Labeler} knows {found.Length}.";
            found[classId]++;
        }
        for (var c = 0; c < found.Length; c++)
        {
            if (counts.Counts[c] != found[c])
                return $"{found[c]} instances of class {c} are seen, but the {counts.Labeler} says {counts.Counts[c]}.";
        }
        return null;
    }
}
