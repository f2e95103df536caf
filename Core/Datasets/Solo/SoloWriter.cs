using System.Globalization;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>
/// A dataset in SOLO, Unity Perception's format: a folder <c>sequence.N</c> for each image, N its index, with a JSON file, the picture and the
/// pictures of its labels for each step. The JSON comes last: a frame is complete when it is there and its line is in the journal. Definitions come before the first frame
/// and the metadata are kept up to date, so that readers can open a dataset whose program has ended early.
/// </summary>
/// <remarks>Label ids count from 1 as Unity's do: class <c>c</c> is label <c>c + 1</c>.</remarks>
public sealed class SoloWriter : IDatasetWriter
{
    public const string Format = "solo";

    /// <summary>Frames between two updates of the metadata.</summary>
    private const int UpdateEvery = 256;

    private readonly DatasetFolder _folder;
    private readonly DatasetPlan _plan;
    private readonly FrameJournal _journal;
    private readonly SoloDefinitions _definitions;
    private readonly Lock _lock = new();
    private int _written;
    private long _next;

    /// <param name="resume">May the folder hold an earlier session's frames?</param>
    /// <exception cref="FewLabelsException">The folder is not empty, or holds another dataset, or can't be written to.</exception>
    public SoloWriter(string folder, DatasetPlan plan, bool resume = false)
    {
        (_folder, _plan) = (new(folder, Format, plan, resume), plan);
        _journal = new(folder, plan.Classes);
        _definitions = new(_folder, plan);
        _definitions.Read();
        _next = plan.First;
        if (_definitions.Known)
            Update();
    }

    public bool Contains(long index, int step) => _journal.Contains(index, step) && File.Exists(Path.Combine(_folder.Path, SequenceOf(index), SoloFrame.FileName(step)));

    public void Write(LabelledFrame frame)
    {
        lock (_lock)
        {
            if (!_definitions.Known)
            {
                _definitions.Write(frame);
                _definitions.WriteMetadata(0, 0);
            }
        }
        var sequence = SequenceOf(frame.Index);
        // Made first: what can't be written leaves no files behind.
        var json = Describe(frame);
        var picture = $"{sequence}/{SoloFrame.FileName(frame.Step, null, "png")}";
        var line = _journal.Encode(frame, picture);
        DatasetFolder.Guard(_folder.Path, () => Directory.CreateDirectory(Path.Combine(_folder.Path, sequence)));
        _folder.Write(picture, ImageCodec.EncodePng(frame.Image));
        foreach (var annotation in frame.Annotations)
        {
            if (SoloImages.Encode(annotation) is var (bytes, extension))
                _folder.Write($"{sequence}/{SoloFrame.FileName(frame.Step, annotation.Labeler, extension)}", bytes);
        }
        _journal.Add(frame, line);
        _folder.Write($"{sequence}/{SoloFrame.FileName(frame.Step)}", json);
        lock (_lock)
        {
            if (++_written % UpdateEvery == 0)
                Update();
        }
    }

    public void Complete(IReadOnlyCollection<SetAsideFrame> setAside)
    {
        _journal.Complete();
        var (frames, sequences) = (0L, 0L);
        DatasetFolder.Guard(_folder.Path, () =>
        {
            foreach (var sequence in Directory.EnumerateDirectories(_folder.Path, "sequence.*"))
            {
                var steps = Enumerable.Range(0, _plan.Steps).Count(step => File.Exists(Path.Combine(sequence, SoloFrame.FileName(step))));
                frames += steps;
                sequences += steps > 0 ? 1 : 0;
            }
        });
        _definitions.WriteMetadata(frames, sequences);
        _folder.Complete(_journal, setAside);
    }

    public void Dispose() => _journal.Dispose();

    private byte[] Describe(LabelledFrame frame)
    {
        try
        {
            return DatasetFolder.ToJson(SoloJson.Compact, json => SoloFrame.Write(json, frame, _plan, _definitions.TemplateId));
        }
        catch (InvalidDataException error)
        {
            throw new FewLabelsException(error.Message, $"image {frame.Index}", "That is a fault of a labeler or randomizer: report it, or leave the image out with --on-error skip.", cause: error);
        }
    }

    /// <summary>Counts in the metadata the sequences that stand without a gap from the first: those a reader can go through.</summary>
    private void Update()
    {
        while (_next < _plan.First + _plan.Count && Enumerable.Range(0, _plan.Steps).All(step => Contains(_next, step)))
            _next++;
        _definitions.WriteMetadata((_next - _plan.First) * _plan.Steps, _next - _plan.First);
    }

    private static string SequenceOf(long index) => string.Create(CultureInfo.InvariantCulture, $"sequence.{index}");
}
