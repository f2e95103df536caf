using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary>
/// A dataset as Ultralytics reads it: <c>images/KEY.png</c>, <c>labels/KEY.txt</c> (empty for an image without objects) and <c>data.yaml</c>. A frame is complete
/// when its line is in the journal, which comes after both files.
/// </summary>
public sealed class YoloWriter : IDatasetWriter
{
    public const string Format = "yolo";

    private const string Images = "images";
    private const string Labels = "labels";

    /// <summary>Ultralytics leaves out images with fewer pixels on a side.</summary>
    private const int SmallestSide = 10;

    private readonly DatasetFolder _folder;
    private readonly FrameJournal _journal;
    private readonly DatasetPlan _plan;
    private readonly YoloTask? _task;
    private readonly Lock _lock = new();
    private YoloData? _data;

    /// <param name="resume">May the folder hold an earlier session's frames?</param>
    /// <param name="task">What the dataset is for. When null, the first frame's labels say it: keypoints make a pose, masks a segmentation, boxes a detection.</param>
    /// <exception cref="FewLabelsException">The folder is not empty, or holds another dataset, or can't be written to, or the images are too small.</exception>
    public YoloWriter(string folder, DatasetPlan plan, bool resume = false, YoloTask? task = null)
    {
        // Converted datasets have no one size: each image is asked when it comes.
        if (plan is { Width: > 0, Height: > 0 })
            Check(plan.Width, plan.Height, "--size");
        (_folder, _plan, _task) = (new(folder, FormatOf(task), plan, resume), plan, task);
        DatasetFolder.Guard(folder, () =>
        {
            Directory.CreateDirectory(Path.Combine(folder, Images));
            Directory.CreateDirectory(Path.Combine(folder, Labels));
        });
        _journal = new(folder, plan.Classes, picture => File.Exists(Path.Combine(folder, picture)) && File.Exists(Path.Combine(folder, LabelsOf(picture))));
    }

    /// <summary>The name that <c>--format</c> has for a task: <c>yolo</c> where the labels say it.</summary>
    public static string FormatOf(YoloTask? task) => task switch
    {
        YoloTask.Detect => $"{Format}-detect",
        YoloTask.Segment => $"{Format}-segment",
        YoloTask.Pose => $"{Format}-pose",
        _ => Format,
    };

    public bool Contains(long index, int step) => _journal.Contains(index, step);

    public void Write(LabelledFrame frame)
    {
        Check(frame.Image.Width, frame.Image.Height, $"image {frame.Index}");
        // Made first: what can't be written leaves no files behind.
        var labels = new YoloLabels(frame, _task);
        var lines = labels.Encode();
        var (bytes, extension) = FrameFile.Encode(frame);
        var picture = $"{Images}/{FrameFile.Key(frame, _plan)}{extension}";
        var line = _journal.Encode(frame, picture);
        Take(frame, new(labels.Task, labels.Template));
        _folder.Write(picture, bytes);
        _folder.Write(LabelsOf(picture), lines);
        _journal.Add(frame, line);
    }

    public void Complete(IReadOnlyCollection<SetAsideFrame> setAside)
    {
        _journal.Complete();
        _folder.Complete(_journal, setAside);
    }

    public void Dispose() => _journal.Dispose();

    /// <summary>Writes what the first frame says of the dataset, and holds all others against it.</summary>
    private void Take(LabelledFrame frame, YoloData data)
    {
        lock (_lock)
        {
            if (_data is null)
            {
                var (text, path) = (data.Encode(_plan), Path.Combine(_folder.Path, YoloData.FileName));
                if (!File.Exists(path))
                    _folder.Write(YoloData.FileName, text);
                else if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(text))
                    throw Other(frame, data, path);
                _data = data;
            }
            else if (!data.Same(_data))
            {
                throw Other(frame, data, Path.Combine(_folder.Path, YoloData.FileName));
            }
        }
    }

    private static FewLabelsException Other(LabelledFrame frame, YoloData data, string path) => new(
        $"Image {frame.Index} has the labels of another task or other keypoints: {data}", path,
        "A YOLO dataset is of one task: say it by --format yolo-detect, yolo-segment or yolo-pose, or choose another folder.", ExitCode.WrongUsage);

    private static string LabelsOf(string picture) => $"{Labels}/{Path.GetFileNameWithoutExtension(picture)}.txt";

    private static void Check(int width, int height, string where)
    {
        if (Math.Min(width, height) < SmallestSide)
            throw new FewLabelsException($"Images of {width}×{height} are too small for YOLO", where,
                $"Ultralytics leaves out images with fewer than {SmallestSide} pixels on a side: make them larger, or choose --format coco.", ExitCode.WrongUsage);
    }
}
