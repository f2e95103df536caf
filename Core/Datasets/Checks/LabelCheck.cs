using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;

namespace FewLabels.Sim.Core.Datasets.Checks;

/// <summary>Holds the labels of one frame of a dataset against its image, its classes and each other. A fault is a sentence.</summary>
/// <param name="classes">How many classes the dataset has.</param>
/// <param name="exact">
/// Must boxes be the very bounds of their masks? So they are where we wrote them; people's boxes lie a little beside what they drew, and where masks overlap
/// one instance has the pixels of another.
/// </param>
public sealed class LabelCheck(int classes, bool exact)
{
    // Of a vector's squared length: a hundredth of its length, which pictures of half floats keep.
    private const float UnitTolerance = 0.02f;

    /// <summary>Everything that cannot be true of a frame, one fault for each of its labels; empty for a sound one.</summary>
    public IReadOnlyList<string> FindFaults(LabelledFrame frame)
    {
        var faults = new List<string?> { ImageFault(frame), DrawFault(frame) };
        var (width, height) = (frame.Image.Width, frame.Image.Height);
        foreach (var annotation in frame.Annotations)
            faults.Add(SizeFault(annotation, width, height) ?? ClassFault(annotation) ?? OwnFault(annotation, width, height));
        // What has the wrong size or unknown classes can't be held against anything.
        if (faults.TrueForAll(fault => fault is null) && frame.Annotations.OfType<InstanceSegmentation>().FirstOrDefault() is { } masks)
            faults.AddRange(Disagreements(frame, masks));
        return [.. faults.OfType<string>()];
    }

    private string? ImageFault(LabelledFrame frame) => frame.ClassId is { } classId && (uint)classId >= (uint)classes
        ? $"The image's class is {classId}, but the dataset has {classes}." : null;

    private static string? DrawFault(LabelledFrame frame) => frame.Draws.FirstOrDefault(draw => !float.IsFinite(draw.Value)) is { Column: not null } draw
        ? $"The draw {draw.Column} is {draw.Value}." : null;

    private static string? SizeFault(Annotation annotation, int width, int height)
    {
        var (h, w, length, channels) = annotation switch
        {
            InstanceSegmentation map => (map.Height, map.Width, map.Instances.Length, 1),
            SemanticSegmentation map => (map.Height, map.Width, map.Classes.Length, 1),
            DepthMap map => (map.Height, map.Width, map.Meters.Length, 1),
            VectorMap map => (map.Height, map.Width, map.Values.Length, map.Channels),
            CameraCapture camera => (camera.Height, camera.Width, camera.Height * camera.Width, 1),
            _ => (height, width, height * width, 1),
        };
        return (h, w) != (height, width) ? $"The {annotation.Labeler} is of {w}×{h} pixels, but the image has {width}×{height}."
            : length != (long)w * h * channels ? $"The {annotation.Labeler} has {length} numbers, not {w} × {h} × {channels}." : null;
    }

    private string? ClassFault(Annotation annotation)
    {
        var ids = annotation switch
        {
            BoundingBoxes2D list => list.Boxes.Select(box => box.ClassId),
            BoundingBoxes3D list => list.Boxes.Select(box => box.ClassId),
            InstanceSegmentation map => map.Seen.Select(seen => seen.ClassId),
            Keypoints list => list.Instances.Select(instance => instance.ClassId),
            Occlusion list => list.Instances.Select(instance => instance.ClassId),
            SemanticSegmentation map => Beyond(map),
            _ => [],
        };
        foreach (var id in ids)
        {
            if ((uint)id >= (uint)classes)
                return $"The {annotation.Labeler} names class {id}, but the dataset has {classes}.";
        }
        return annotation is ObjectCounts counts && counts.Counts.Count > classes ? $"The {annotation.Labeler} counts {counts.Counts.Count} classes, but the dataset has {classes}." : null;
    }

    private IEnumerable<int> Beyond(SemanticSegmentation map)
    {
        // All 256 values may stand there where the dataset has so many classes.
        if (classes < SemanticSegmentation.Background && map.Classes.AsSpan().IndexOfAnyInRange((byte)classes, (byte)(SemanticSegmentation.Background - 1)) is >= 0 and var at)
            yield return map.Classes[at];
    }

    /// <summary>What an annotation says that can't be true whatever the others say.</summary>
    private static string? OwnFault(Annotation annotation, int width, int height) => annotation switch
    {
        BoundingBoxes2D boxes => boxes.Boxes.Select(box => Inside(boxes, box, width, height)).FirstOrDefault(fault => fault is not null) ?? OrderFault(boxes, boxes.Boxes.Select(box => box.InstanceId)),
        BoundingBoxes3D boxes => boxes.Boxes.Select(box => Solid(boxes, box)).FirstOrDefault(fault => fault is not null) ?? OrderFault(boxes, boxes.Boxes.Select(box => box.InstanceId)),
        Keypoints keypoints => keypoints.Instances.Select(instance => LabelAgreement.PointFault(keypoints, instance, width, height)).FirstOrDefault(fault => fault is not null)
            ?? OrderFault(keypoints, keypoints.Instances.Select(instance => instance.InstanceId)),
        InstanceSegmentation segmentation => OrderFault(segmentation, segmentation.Seen.Select(seen => seen.InstanceId)),
        Occlusion occlusion => OrderFault(occlusion, occlusion.Instances.Select(instance => instance.InstanceId)),
        ObjectCounts counts => counts.Counts.Any(count => count < 0) ? $"The {counts.Labeler} has a count below 0." : null,
        DepthMap depth => depth.Meters.AsSpan().IndexOfAnyExceptInRange(0f, float.MaxValue) is >= 0 and var at ? $"The {depth.Labeler} map says {depth.Meters[at]} at pixel ({at % width}, {at / width})." : null,
        VectorMap map => Vectors(map),
        CameraCapture camera => IsFinite(camera.FocalX, camera.FocalY, camera.CenterX, camera.CenterY, camera.Near, camera.Far) && camera.FocalX > 0 && camera.FocalY > 0 && IsFinite(camera.Position) && IsRotation(camera.Rotation)
            ? null : $"The {camera.Labeler} is no camera: focal lengths {camera.FocalX} and {camera.FocalY}.",
        SceneMetadata scene => scene.Instances.All(instance => IsFinite(instance.Position) && IsFinite(instance.Scale) && IsRotation(instance.Rotation)) && scene.Lights.All(light => IsFinite(light.Position) && IsFinite(light.Color) && float.IsFinite(light.Intensity))
            ? null : $"The {scene.Labeler} holds a number that is none, or a rotation that turns nothing.",
        _ => null,
    };

    private static string? Inside(BoundingBoxes2D boxes, BoundingBox2D box, int width, int height)
    {
        if (box.X < 0 || box.Y < 0 || box.Width < 1 || box.Height < 1 || (long)box.X + box.Width > width || (long)box.Y + box.Height > height)
            return $"The {boxes.Labeler} box of instance {box.InstanceId} ({LabelAgreement.Describe(box)}) is not inside the image of {width}×{height}.";
        return box.VisiblePixels < 0 || box.VisiblePixels > (long)box.Width * box.Height && !boxes.Amodal
            ? $"The {boxes.Labeler} box of instance {box.InstanceId} ({LabelAgreement.Describe(box)}) can't hold {box.VisiblePixels} pixels." : null;
    }

    private static string? Solid(BoundingBoxes3D boxes, BoundingBox3D box) =>
        IsFinite(box.Translation) && IsFinite(box.Velocity) && IsFinite(box.Size) && box.Size is { X: >= 0, Y: >= 0, Z: >= 0 } && IsRotation(box.Rotation)
            ? null : $"The {boxes.Labeler} box of instance {box.InstanceId} has no proper place, rotation or size.";

    private static string? OrderFault(Annotation list, IEnumerable<int> ids)
    {
        var last = 0;
        foreach (var id in ids)
        {
            if (id <= last)
                return $"The {list.Labeler} list holds instance {id} after {last}: ids count from 1 and ascend.";
            last = id;
        }
        return null;
    }

    private static string? Vectors(VectorMap map)
    {
        for (var i = 0; i < map.Values.Length; i++)
        {
            if (!float.IsFinite(map.Values[i]))
                return $"The {map.Labeler} map says {map.Values[i]} at pixel ({i / map.Channels % map.Width}, {i / map.Channels / map.Width}).";
        }
        if (map is not { Kind: VectorMapKind.CameraNormals, Channels: 3 })
            return null;
        for (var i = 0; i < map.Values.Length; i += 3)
        {
            var length = new Vector3(map.Values.AsSpan(i, 3)).LengthSquared();
            if (length != 0 && MathF.Abs(length - 1) > UnitTolerance)
                return $"The {map.Labeler} at pixel ({i / 3 % map.Width}, {i / 3 / map.Width}) has a length of {MathF.Sqrt(length)}, not 1.";
        }
        return null;
    }

    /// <summary>Every annotation against the pixels of the instance map.</summary>
    private List<string?> Disagreements(LabelledFrame frame, InstanceSegmentation masks)
    {
        var truth = new ListedInstances(frame, masks);
        var faults = new List<string?>();
        using (var seen = SeenInstances.Of(masks.Instances, masks.Width, truth.Count))
        {
            foreach (var annotation in frame.Annotations)
            {
                faults.Add(annotation switch
                {
                    SemanticSegmentation semantic => Classes(semantic, masks, truth),
                    BoundingBoxes2D boxes when !exact => Around(boxes, seen),
                    _ when exact || annotation is InstanceSegmentation => LabelAgreement.FindFault(annotation, masks.Width, masks.Height, seen, truth),
                    _ => null,
                });
            }
        }
        return faults;
    }

    private static string? Around(BoundingBoxes2D boxes, SeenInstances seen)
    {
        foreach (var box in boxes.Boxes)
        {
            if (box.InstanceId > seen.Instances || seen[box.InstanceId] is not { Pixels: > 0 } pixels)
                continue;
            if (box.X > pixels.Left + 1 || box.Y > pixels.Top + 1 || box.X + box.Width < pixels.Right || box.Y + box.Height < pixels.Bottom)
                return $"The {boxes.Labeler} box of instance {box.InstanceId} ({LabelAgreement.Describe(box)}) does not hold its pixels ({LabelAgreement.Describe(pixels)}).";
        }
        return null;
    }

    private static string? Classes(SemanticSegmentation semantic, InstanceSegmentation masks, LabelTruth truth)
    {
        foreach (var run in new PixelRuns(masks.Instances, masks.Width))
        {
            var expected = run.Object == 0 ? SemanticSegmentation.Background : truth.ClassOf(run.Object);
            if (expected >= 0 && semantic.Classes.AsSpan(run.Start, run.Length).IndexOfAnyExcept((byte)expected) is >= 0 and var at)
                return $"The {semantic.Labeler} says class {semantic.Classes[run.Start + at]} at pixel ({run.X + at}, {run.Y}), where {(run.Object == 0 ? "no instance" : $"instance {run.Object} of class {expected}")} is seen.";
        }
        return null;
    }

    private static bool IsFinite(Vector3 v) => IsFinite(v.X, v.Y, v.Z);

    private static bool IsFinite(params ReadOnlySpan<float> numbers)
    {
        foreach (var number in numbers)
        {
            if (!float.IsFinite(number))
                return false;
        }
        return true;
    }

    private static bool IsRotation(Quaternion rotation) => MathF.Abs(rotation.LengthSquared() - 1) < 1e-2f;

    /// <summary>The instances as the dataset's own list of masks has them.</summary>
    private sealed class ListedInstances : LabelTruth
    {
        private readonly Dictionary<int, SegmentedInstance> _seen;

        public ListedInstances(LabelledFrame frame, InstanceSegmentation masks)
        {
            _seen = masks.Seen.ToDictionary(seen => seen.InstanceId);
            // Lists of what is not seen may know more of them; no map can hold an id above 65,535.
            var ids = frame.Annotations.SelectMany(annotation => annotation switch
            {
                BoundingBoxes2D list => list.Boxes.Select(box => box.InstanceId),
                Keypoints list => list.Instances.Select(instance => instance.InstanceId),
                Occlusion list => list.Instances.Select(instance => instance.InstanceId),
                _ => [],
            });
            Count = Math.Min(ushort.MaxValue, ids.Concat(_seen.Keys).Append(masks.Instances.Max()).Max());
        }

        public override string Name => "the list of masks";

        public override int Count { get; }

        public override int ClassOf(int id) => _seen.TryGetValue(id, out var seen) ? seen.ClassId : -1;

        public override int ParentOf(int id) => -1;
    }
}
