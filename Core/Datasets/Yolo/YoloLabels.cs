using System.Globalization;
using System.Text;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary>
/// A frame's lines as Ultralytics reads them, by instance: class from 0, then shares of the image's width and height with six decimals.
/// Detection: <c>class cx cy w h</c>. Segmentation: <c>class x1 y1 x2 y2 …</c>. Pose: <c>class cx cy w h</c>, then <c>x y v</c> for each keypoint.
/// </summary>
internal sealed class YoloLabels
{
    private readonly SortedDictionary<int, (int ClassId, BoundingBox2D Box)> _boxes = [];
    private readonly SortedDictionary<int, (int ClassId, RunLengthMask Mask)> _masks = [];
    private readonly Dictionary<int, IReadOnlyList<KeypointLocation>> _points = [];
    private readonly LabelledFrame _frame;

    /// <param name="task">What the dataset is for; null for what the frame's labels say.</param>
    /// <exception cref="FewLabelsException">The frame has labels that YOLO has no place for, or not those that the task needs.</exception>
    public YoloLabels(LabelledFrame frame, YoloTask? task)
    {
        _frame = frame;
        var masks = frame.Annotations.OfType<InstanceSegmentation>().FirstOrDefault();
        var boxes = frame.Annotations.OfType<BoundingBoxes2D>().FirstOrDefault(annotation => !annotation.Amodal);
        var keypoints = frame.Annotations.OfType<Keypoints>().FirstOrDefault();
        if (frame.Annotations.FirstOrDefault(annotation => !Holds(annotation)) is { } homeless)
            throw Refused($"YOLO has no place for {homeless.Labeler}", "Choose --format solo, which has a place for every label, or leave it out with --labelers.");
        if (task is null && masks is not null && keypoints is not null)
            throw Refused("A YOLO dataset is of one task, and there are both masks and keypoints", "Choose yolo-segment, yolo-pose or yolo-detect.");
        Task = task ?? (keypoints is not null ? YoloTask.Pose : masks is not null ? YoloTask.Segment : YoloTask.Detect);
        if (masks is null && (boxes is null || Task == YoloTask.Segment))
            throw Refused($"YOLO's task '{Task}' needs {(Task == YoloTask.Segment ? "masks" : "boxes")} of objects, and there are none",
                $"Name {(Task == YoloTask.Segment ? "instance-segmentation" : "bounding-box-2d")} among --labelers, or choose --format folder.");
        if (masks is not null)
            TakeMasks(masks, boxes is null || Task == YoloTask.Segment);
        foreach (var box in boxes?.Boxes ?? [])
            _boxes[box.InstanceId] = (box.ClassId, box);
        if (Task != YoloTask.Pose)
            return;
        Template = keypoints?.Template ?? throw Refused("YOLO's task 'Pose' needs keypoints, and there are none", "Name keypoints among --labelers, or choose --format yolo-detect.");
        foreach (var instance in keypoints.Instances)
            _points[instance.InstanceId] = instance.Points;
    }

    public YoloTask Task { get; }

    /// <summary>The names of the keypoints, of a pose.</summary>
    public IReadOnlyList<string>? Template { get; }

    /// <summary>Has one of the tasks a place for it?</summary>
    public static bool Holds(Annotation annotation) => annotation is BoundingBoxes2D { Amodal: false } or InstanceSegmentation or Keypoints;

    /// <summary>All lines; nothing for a frame without objects. Equal lines stand once, as readers would leave the others out with a warning.</summary>
    public byte[] Encode()
    {
        var text = new StringBuilder();
        var seen = new HashSet<string>();
        foreach (var line in Task == YoloTask.Segment ? _masks.Values.Select(instance => Outline(instance.ClassId, instance.Mask)) : _boxes.Select(entry => Box(entry.Key, entry.Value.ClassId, entry.Value.Box)))
        {
            if (seen.Add(line))
                text.Append(line).Append('\n');
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private void TakeMasks(InstanceSegmentation segmentation, bool needed)
    {
        if (!needed)
            return;
        var masks = RunLengthMask.Of(segmentation);
        foreach (var seen in segmentation.Seen)
        {
            if (!masks.TryGetValue(seen.InstanceId, out var mask))
                continue;
            _masks[seen.InstanceId] = (seen.ClassId, mask);
            var box = mask.Box();
            _boxes[seen.InstanceId] = (seen.ClassId, new(seen.InstanceId, seen.ClassId, box.X, box.Y, box.Width, box.Height, seen.Pixels));
        }
    }

    private string Box(int instance, int classId, BoundingBox2D box)
    {
        var line = Start(classId);
        Add(line, box.X + box.Width / 2.0, box.Y + box.Height / 2.0);
        Add(line, box.Width, box.Height);
        if (Template is null)
            return line.ToString();
        foreach (var point in _points.GetValueOrDefault(instance) ?? new KeypointLocation[Template.Count])
        {
            var there = point.State != KeypointState.Absent;
            Add(line, there ? point.X : 0, there ? point.Y : 0);
            line.Append(CultureInfo.InvariantCulture, $" {(int)point.State}");
        }
        return line.ToString();
    }

    private string Outline(int classId, RunLengthMask mask)
    {
        var line = Start(classId);
        foreach (var (x, y) in OneOutline.Of(MaskOutline.Trace(mask)))
            Add(line, x, y);
        return line.ToString();
    }

    private static StringBuilder Start(int classId) => new StringBuilder(64).Append(CultureInfo.InvariantCulture, $"{classId}");

    private void Add(StringBuilder line, double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
            throw new FewLabelsException($"A label holds {x}, {y}", $"image {_frame.Index}", "That is a fault of a labeler: report it, or leave the image out with --on-error skip.");
        line.Append(CultureInfo.InvariantCulture, $" {x / _frame.Image.Width:F6} {y / _frame.Image.Height:F6}");
    }

    private FewLabelsException Refused(string what, string remedy) => new(what, $"image {_frame.Index}", remedy, ExitCode.WrongUsage);
}
