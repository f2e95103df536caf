using System.Globalization;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>
/// A dataset for classification: <c>DIR/&lt;class&gt;/NNNNNNNN.png</c> (<c>NNNNNNNN-SS.png</c> in sequences) as <see cref="Readers.DatasetReaders"/> reads it. Files that
/// were read as they are keep their bytes and ending. A frame is complete when its line is in the journal, which is after its picture.
/// </summary>
public sealed class FolderWriter : IDatasetWriter
{
    public const string Format = "folder";

    private readonly DatasetFolder _folder;
    private readonly FrameJournal _journal;
    private readonly DatasetPlan _plan;

    /// <param name="resume">May the folder hold an earlier session's frames?</param>
    /// <exception cref="FewLabelsException">The folder is not empty, or holds another dataset, or can't be written to.</exception>
    public FolderWriter(string folder, DatasetPlan plan, bool resume = false)
    {
        (_folder, _plan) = (new(folder, Format, plan, resume), plan);
        DatasetFolder.Guard(folder, () =>
        {
            foreach (var name in plan.Classes)
                Directory.CreateDirectory(Path.Combine(folder, ClassFolder.NameOf(name)));
        });
        _journal = new(folder, plan.Classes);
    }

    public bool Contains(long index, int step) => _journal.Contains(index, step);

    public void Write(LabelledFrame frame)
    {
        if (frame.ClassId is not { } classId)
            throw new FewLabelsException("An image has no class, and this format has a folder for each", $"image {frame.Index}", "Choose a format whose labels are objects, such as coco.");
        var name = string.Create(CultureInfo.InvariantCulture, $"{frame.Index:D8}{(_plan.Steps > 1 ? $"-{frame.Step:D2}" : "")}{frame.Encoded?.Extension ?? ".png"}");
        var file = $"{ClassFolder.NameOf(_plan.Classes[classId])}/{name}";
        var line = _journal.Encode(frame, file);
        _folder.Write(file, frame.Encoded?.Bytes ?? ImageCodec.EncodePng(frame.Image));
        _journal.Add(frame, line);
    }

    public void Complete(IReadOnlyCollection<SetAsideFrame> setAside)
    {
        _journal.Complete();
        _folder.Complete(_journal, setAside);
    }

    public void Dispose() => _journal.Dispose();
}
