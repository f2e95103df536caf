using System.Globalization;
using System.Text;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>
/// A dataset for classification: <c>DIR/&lt;class&gt;/NNNNNNNN.png</c> (<c>NNNNNNNN-SS.png</c> in sequences) as <see cref="ImageFolder"/> reads it;
/// <c>samples.csv</c> with file, class, the subject's box and the draws; and <c>draws.csv</c> with the draws of further objects, a row each,
/// where there are any. Until the end the rows are in a journal: a frame is complete when its line is there, which is after its picture.
/// </summary>
public sealed class FolderWriter : IDatasetWriter
{
    public const string Format = "folder";

    private readonly DatasetFolder _folder;
    private readonly SampleTables _tables;
    private readonly DatasetPlan _plan;
    private readonly Dictionary<string, int> _columns;

    /// <param name="resume">May the folder hold an earlier session's frames?</param>
    /// <exception cref="FewLabelsException">The folder is not empty, or holds another dataset, or can't be written to.</exception>
    public FolderWriter(string folder, DatasetPlan plan, bool resume = false)
    {
        (_folder, _plan) = (new(folder, Format, plan, resume), plan);
        _columns = plan.Columns.Select((name, place) => (name, place)).ToDictionary(column => column.name, column => column.place);
        DatasetFolder.Guard(folder, () =>
        {
            foreach (var name in plan.Classes)
                Directory.CreateDirectory(Path.Combine(folder, ImageFolder.FolderName(name)));
        });
        _tables = new(folder, Csv.Row(["file", "class", "x", "y", "width", "height", .. plan.Columns]));
    }

    public bool Contains(long index, int step) => _tables.Contains(index, step);

    public void Write(LabelledFrame frame)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{frame.Index:D8}{(_plan.Steps > 1 ? $"-{frame.Step:D2}" : "")}.png");
        if (frame.ClassId is not { } classId)
            throw new FewLabelsException("An image has no class, and this format has a folder for each", $"image {frame.Index}", "Choose a format whose labels are objects, such as coco.");
        var file = $"{ImageFolder.FolderName(_plan.Classes[classId])}/{name}";
        _folder.Write(file, ImageCodec.EncodePng(frame.Image));
        _tables.Add(frame.Index, frame.Step, Sample(file, classId, frame),
            [.. frame.Draws.Where(draw => draw.Object > 0).Select(draw => Csv.Row([file, Csv.Number(draw.Object), draw.Column, Text(draw)]))]);
    }

    public void Complete(IReadOnlyCollection<SetAsideFrame> setAside)
    {
        _folder.WriteSetAside(setAside);
        _tables.Complete();
    }

    public void Dispose() => _tables.Dispose();

    private string Sample(string file, int classId, LabelledFrame frame)
    {
        var fields = new string[6 + _plan.Columns.Count];
        Array.Fill(fields, "");
        (fields[0], fields[1]) = (file, _plan.Classes[classId]);
        var boxes = frame.Annotations.OfType<BoundingBoxes2D>().FirstOrDefault(annotation => !annotation.Amodal)?.Boxes ?? [];
        // The subject is the first instance.
        if (boxes.Count > 0)
        {
            var box = boxes.MinBy(box => box.InstanceId);
            (fields[2], fields[3], fields[4], fields[5]) = (Csv.Number(box.X), Csv.Number(box.Y), Csv.Number(box.Width), Csv.Number(box.Height));
        }
        foreach (var draw in frame.Draws.Where(draw => draw.Object == 0))
            fields[6 + _columns[draw.Column]] = Text(draw);
        return Csv.Row(fields);
    }

    private static string Text(FrameDraw draw) => draw.Choice ?? Csv.Number(draw.Value);
}
