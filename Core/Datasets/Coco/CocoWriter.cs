using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>
/// A dataset as COCO has it: pictures in <c>images/</c>, whose names are the <c>file_name</c>s, and <c>annotations/instances.json</c> with categories, images and
/// objects: boxes, and masks and keypoints where those labelers ran. Until the end a frame's objects are in its line of the journal; a frame is
/// complete when its line is there.
/// </summary>
public sealed class CocoWriter : IDatasetWriter
{
    public const string Format = "coco";

    internal const string Images = "images";
    private const string AnnotationFile = "annotations/instances.json";

    private readonly DatasetFolder _folder;
    private readonly FrameJournal _journal;
    private readonly DatasetPlan _plan;
    private readonly KeypointFile _keypoints;

    /// <param name="resume">May the folder hold an earlier session's frames?</param>
    /// <exception cref="FewLabelsException">The folder is not empty, or holds another dataset, or can't be written to.</exception>
    public CocoWriter(string folder, DatasetPlan plan, bool resume = false)
    {
        (_folder, _plan) = (new(folder, Format, plan, resume), plan);
        DatasetFolder.Guard(folder, () =>
        {
            Directory.CreateDirectory(Path.Combine(folder, Images));
            Directory.CreateDirectory(Path.Combine(folder, Path.GetDirectoryName(AnnotationFile)!));
        });
        _keypoints = new(_folder);
        _journal = new(folder, plan.Classes);
    }

    public bool Contains(long index, int step) => _journal.Contains(index, step);

    public void Write(LabelledFrame frame)
    {
        // Made first: what can't be written leaves no files behind.
        var objects = new CocoInstances(frame);
        var (bytes, extension) = FrameFile.Encode(frame);
        var picture = $"{Images}/{FrameFile.Key(frame, _plan)}{extension}";
        // As text: a table can't have a column that is a list in one row and an object in the next, as segmentations are.
        var line = _journal.Encode(frame, picture, json => json.WriteString(CocoFile.Member, DatasetFolder.ToJson(SoloJson.Compact, objects.Write)));
        _keypoints.Take(frame, objects.Template);
        _folder.Write(picture, bytes);
        _journal.Add(frame, line);
    }

    public void Complete(IReadOnlyCollection<SetAsideFrame> setAside)
    {
        _journal.Complete();
        _folder.Write(AnnotationFile, stream => new CocoFile(_plan, _keypoints.Template).Write(stream, _journal));
        _folder.Complete(_journal, setAside);
    }

    public void Dispose() => _journal.Dispose();
}
