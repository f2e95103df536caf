using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary>
/// A dataset in YOLO's layout: detection, segmentation or pose. An image without a label file has no objects. Label files are opened when a sample is
/// loaded and not before.
/// </summary>
internal sealed class YoloReader : IDatasetReader
{
    /// <summary>Label files that are looked at to tell boxes from outlines.</summary>
    private const int MostLooked = 256;

    private readonly YoloSource _source;
    private readonly IReadOnlyList<YoloPart> _parts;
    private readonly MetadataFile? _metadata;
    private readonly Lazy<YoloTask> _task;

    public YoloReader(string origin, YoloSource source, IReadOnlyList<YoloPart> parts)
    {
        (Origin, _source, _parts, _metadata) = (origin, source, parts, MetadataFile.In(source.Root.Root));
        _task = new(FindTask);
    }

    public string Origin { get; }

    public string Format => YoloWriter.Format;

    public IReadOnlyList<string> Classes => _source.Names;

    public IEnumerable<DatasetSample> Samples()
    {
        var place = 0L;
        foreach (var (name, listedIn, key) in _parts.SelectMany(part => part.Places).SelectMany(Images))
        {
            var line = _metadata?.Find(name);
            yield return new YoloSample(this, listedIn, key)
            {
                Name = name,
                Index = _parts.Count == 1 ? line?.Index ?? place : place,
                Step = line?.Step ?? 0,
                ClassId = line?.ClassName is { } word && _source.Names.Index().FirstOrDefault(known => known.Item == word) is { Item: not null } found ? found.Index : null,
                Line = line?.Offset,
            };
            place++;
        }
        if (place == 0)
            throw DatasetErrors.Missing(_source.File, "any image", "folders with images");
    }

    /// <summary>The images of a folder, in order of their paths, or of a text file, in its order.</summary>
    private IEnumerable<(string Name, string ListedIn, string Key)> Images(string place)
    {
        var path = Path.Combine(_source.Root.Root, place);
        if (Directory.Exists(path))
        {
            foreach (var name in FolderTree.Images(_source.Root, place))
                yield return (name, _source.File, "a file");
            yield break;
        }
        // Paths are relative to the list or to the dataset; the first one tells.
        string? start = null;
        foreach (var line in TextLines.Read(path))
        {
            var text = line.Text.Trim();
            if (text.Length == 0)
                continue;
            var where = TextLines.At(path, line.Number);
            var name = DatasetPath.Check(text, where, "the path");
            var beside = Path.GetDirectoryName(place) is { Length: > 0 } folder ? folder.Replace('\\', '/') + "/" : "";
            start ??= File.Exists(_source.Root.Resolve(beside + name, where, "the path")) ? beside : "";
            yield return (start + name, where, "the path");
        }
    }

    /// <summary><c>images</c> becomes <c>labels</c> where it stands last in the path, as Ultralytics has it.</summary>
    private static string LabelsOf(string name)
    {
        const string Images = "/images/";
        var path = "/" + name;
        var at = path.LastIndexOf(Images, StringComparison.Ordinal);
        if (at >= 0)
            path = $"{path[..at]}/labels/{path[(at + Images.Length)..]}";
        return Path.ChangeExtension(path, ".txt")[1..];
    }

    private string LabelFile(string name) => _source.Root.Resolve(LabelsOf(name), _source.File, "the label file of an image");

    /// <summary>A data.yaml tells poses alone; boxes and outlines differ in their lines.</summary>
    private YoloTask FindTask()
    {
        if (_source.Keypoints is not null)
            return YoloTask.Pose;
        foreach (var file in _parts.SelectMany(part => part.Places).SelectMany(Images).Select(image => LabelFile(image.Name)).Take(MostLooked))
        {
            if (YoloLines.Any(file) is { } numbers)
                return numbers > YoloLines.Box ? YoloTask.Segment : YoloTask.Detect;
        }
        return YoloTask.Detect;
    }

    private sealed class YoloSample(YoloReader reader, string listedIn, string key) : FileSample(reader._source.Root, listedIn, key)
    {
        private readonly YoloReader _reader = reader;

        /// <summary>Where its line of metadata begins; null where it has none.</summary>
        public long? Line { get; init; }

        public override LabelledFrame Load(DecodeLimits? limits = null)
        {
            var encoded = ReadEncoded();
            var image = DatasetImages.Decode(encoded, ImagePath(), limits);
            var lines = new YoloLines(_reader.LabelFile(Name), _reader._source, _reader._task.Value, image.Height, image.Width);
            return new() { Index = Index, Step = Step, ClassId = ClassId, Image = image, Encoded = encoded, Annotations = lines.Read(), Draws = Line is { } at ? _reader._metadata!.At(at).Draws() : [] };
        }
    }
}
