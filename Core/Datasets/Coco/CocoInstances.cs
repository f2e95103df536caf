using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>
/// A frame's objects as COCO annotations, but for their ids, which follow from the whole dataset. Beyond COCO's own members they have
/// <c>amodal_bbox</c>, <c>visible</c> and <c>in_frame</c> where those labelers ran; readers pass over members that they do not know.
/// </summary>
internal sealed class CocoInstances
{
    private readonly SortedDictionary<int, Instance> _instances = [];

    /// <exception cref="FewLabelsException">The frame has labels that COCO has no place for, or none of its objects.</exception>
    public CocoInstances(LabelledFrame frame)
    {
        var objects = false;
        foreach (var annotation in frame.Annotations)
        {
            switch (annotation)
            {
                case BoundingBoxes2D boxes:
                    objects |= !boxes.Amodal;
                    foreach (var box in boxes.Boxes)
                    {
                        if (boxes.Amodal)
                            Of(box.InstanceId, box.ClassId).Amodal = box;
                        else
                            Of(box.InstanceId, box.ClassId).Modal = box;
                    }
                    break;
                case InstanceSegmentation segmentation:
                    objects = true;
                    var masks = RunLengthMask.Of(segmentation);
                    foreach (var seen in segmentation.Seen)
                        Of(seen.InstanceId, seen.ClassId).Mask = masks.GetValueOrDefault(seen.InstanceId);
                    break;
                case Keypoints keypoints:
                    Template = keypoints.Template;
                    foreach (var instance in keypoints.Instances)
                        Of(instance.InstanceId, instance.ClassId).Points = instance.Points;
                    break;
                case Occlusion occlusion:
                    foreach (var instance in occlusion.Instances)
                        Of(instance.InstanceId, instance.ClassId).Seen = instance;
                    break;
                default:
                    throw new FewLabelsException($"COCO has no place for {annotation.Labeler}", $"image {frame.Index}",
                        "Choose --format solo, which has a place for every label, or leave it out with --labelers.", ExitCode.WrongUsage);
            }
        }
        if (!objects)
            throw new FewLabelsException("COCO's labels are objects, and neither boxes nor masks of any were asked for", $"image {frame.Index}",
                "Name bounding-box-2d or instance-segmentation among --labelers, or choose --format folder.", ExitCode.WrongUsage);
    }

    /// <summary>Has COCO a place for it?</summary>
    public static bool Holds(Annotation annotation) => annotation is BoundingBoxes2D or InstanceSegmentation or Keypoints or Occlusion;

    /// <summary>The names of the keypoints; null where no such labeler ran.</summary>
    public IReadOnlyList<string>? Template { get; }

    /// <summary>Writes the list, by instance; what has no pixel is no object of the image.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var instance in _instances.Values.Where(instance => instance.Mask is not null || instance.Modal is not null))
            Write(json, instance);
        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, Instance instance)
    {
        json.WriteStartObject();
        json.WriteNumber("category_id", CocoFile.CategoryId(instance.ClassId));
        if (instance.Mask is { } mask)
        {
            var box = mask.Box();
            WriteBox(json, "bbox", box.X, box.Y, box.Width, box.Height);
            json.WriteNumber("area", mask.Area);
            json.WritePropertyName("segmentation");
            CocoSegmentation.Write(json, mask);
        }
        else if (instance.Modal is { } box)
        {
            WriteBox(json, "bbox", box.X, box.Y, box.Width, box.Height);
            // A box that was read from elsewhere may not say how many pixels it has.
            json.WriteNumber("area", box.VisiblePixels > 0 ? box.VisiblePixels : box.Width * box.Height);
        }
        json.WriteNumber("iscrowd", 0);
        if (Template is not null)
            WriteKeypoints(json, instance.Points ?? new KeypointLocation[Template.Count]);
        if (instance.Amodal is { } amodal)
            WriteBox(json, "amodal_bbox", amodal.X, amodal.Y, amodal.Width, amodal.Height);
        if (instance.Seen is { } seen)
        {
            json.Float("visible", seen.PercentVisible);
            json.Float("in_frame", seen.PercentInFrame);
        }
        json.WriteEndObject();
    }

    private static void WriteBox(Utf8JsonWriter json, string name, int x, int y, int width, int height)
    {
        json.WriteStartArray(name);
        foreach (var number in (ReadOnlySpan<int>)[x, y, width, height])
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    /// <summary>Places of keypoints count pixels, so that the first pixel's middle is 0; ours, and COCO's polygons, count from the image's edge.</summary>
    private static void WriteKeypoints(Utf8JsonWriter json, IReadOnlyList<KeypointLocation> points)
    {
        json.WriteStartArray("keypoints");
        foreach (var point in points)
        {
            var there = point.State != KeypointState.Absent;
            json.Float(there ? Math.Max(0, point.X - 0.5f) : 0);
            json.Float(there ? Math.Max(0, point.Y - 0.5f) : 0);
            json.WriteNumberValue((int)point.State);
        }
        json.WriteEndArray();
        json.WriteNumber("num_keypoints", points.Count(point => point.State != KeypointState.Absent));
    }

    private Instance Of(int id, int classId) => _instances.TryGetValue(id, out var known) ? known : _instances[id] = new(classId);

    private sealed class Instance(int classId)
    {
        public int ClassId { get; } = classId;

        public BoundingBox2D? Modal { get; set; }

        public BoundingBox2D? Amodal { get; set; }

        public RunLengthMask? Mask { get; set; }

        public IReadOnlyList<KeypointLocation>? Points { get; set; }

        public InstanceOcclusion? Seen { get; set; }
    }
}
