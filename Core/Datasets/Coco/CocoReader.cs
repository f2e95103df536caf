using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>
/// A dataset in COCO: boxes, masks (polygons and runs) and keypoints of each image, and of ours the class, place and draws that <c>metadata.jsonl</c> has.
/// </summary>
/// <remarks>
/// Classes are the categories by ascending id, whatever gaps those have. Crowds are regions of a class and no objects: they are in the semantic
/// masks alone. Opening goes through the annotation file once; images and annotations stay on disk.
/// </remarks>
internal sealed class CocoReader : IDatasetReader
{
    private readonly DatasetPath _root;
    private readonly IReadOnlyList<CocoPart> _parts;
    private readonly CocoIndex[] _indices;
    private readonly CocoClasses _classes;
    private readonly MetadataFile? _metadata;

    public CocoReader(string origin, string root, IReadOnlyList<CocoPart> parts)
    {
        (Origin, _root, _parts, _metadata) = (origin, new(root), parts, MetadataFile.In(root));
        _indices = [.. parts.Select(part => new CocoIndex(part.File))];
        _classes = new(_indices, origin);
    }

    public string Origin { get; }

    public string Format => CocoWriter.Format;

    public IReadOnlyList<string> Classes => _classes.List.Names;

    public IEnumerable<DatasetSample> Samples()
    {
        var place = 0L;
        for (var p = 0; p < _parts.Count; p++)
        {
            var (index, part, folder) = (_indices[p], _parts[p], (string?)null);
            for (var i = 0; i < index.Count; i++)
            {
                var image = index.Image(i);
                var file = image.Get("file_name");
                folder ??= FolderOf(part, file);
                var name = folder + DatasetPath.Check(file.Text(), part.File, file.Key);
                var line = _metadata?.Find(name);
                yield return new CocoSample(this, index, i, file.Key)
                {
                    Name = name,
                    Index = _parts.Count == 1 ? line?.Index ?? place : place,
                    Step = line?.Step ?? 0,
                    ClassId = line?.ClassName is { } word ? _classes.List.Find(word) : null,
                    Line = line?.Offset,
                };
                place++;
            }
        }
        if (place == 0)
            throw DatasetErrors.Missing(_parts[0].File, "any image", "a list 'images' that is not empty");
    }

    /// <summary>Where a file's images lie, with a stroke at its end: tools differ, so it is looked up where they usually do.</summary>
    private string FolderOf(CocoPart part, JsonPlace first)
    {
        var name = DatasetPath.Check(first.Text(), part.File, first.Key);
        var own = Path.GetRelativePath(_root.Root, Path.GetDirectoryName(Path.GetFullPath(part.File))!).Replace("annotations", "", StringComparison.Ordinal).Trim('.', '/');
        // instances_train2017.json has its images in train2017/.
        var word = Path.GetFileNameWithoutExtension(part.File).Split('_')[^1];
        string[] folders = [own, $"{own}/images", "", "images", word, $"images/{word}", part.Split, $"{part.Split}/images", $"images/{part.Split}", "data"];
        foreach (var folder in folders.Select(folder => folder.Trim('/')).Distinct().Where(folder => DatasetPath.IsName(folder)))
        {
            var prefix = folder.Length == 0 ? "" : folder + "/";
            if (File.Exists(_root.Resolve(prefix + name, part.File, first.Key)))
                return prefix;
        }
        return own.Length == 0 ? "" : own + "/";
    }

    private sealed class CocoSample(CocoReader reader, CocoIndex index, int place, string key) : FileSample(reader._root, index.Path, key)
    {
        private readonly CocoReader _reader = reader;
        private readonly CocoIndex _index = index;

        /// <summary>Where its line of metadata begins; null where it has none.</summary>
        public long? Line { get; init; }

        public override string? Column(string name) => _index.Image(place).Find(name)?.Scalar() ?? (Line is { } at ? _reader._metadata!.At(at).Column(name) : null);

        public override LabelledFrame Load(DecodeLimits? limits = null)
        {
            var encoded = ReadEncoded();
            var image = DatasetImages.Decode(encoded, ImagePath(), limits);
            var described = _index.Image(place);
            if (described.Find("width") is { } width && described.Find("height") is { } height && (width.Whole(0, int.MaxValue), height.Whole(0, int.MaxValue)) != (image.Width, image.Height))
                throw new FewLabelsException($"The image has {image.Width}×{image.Height} pixels, and its labels are for {width.Value.GetRawText()}×{height.Value.GetRawText()}", ImagePath(),
                    "Expected: the size that the annotation file has, upright as EXIF data turns the image.");
            var annotations = new CocoAnnotationReader(_index.Path, _reader._classes, image.Height, image.Width).Read(_index.AnnotationCount(place), _index.AnnotationsOf(place));
            return new() { Index = Index, Step = Step, ClassId = ClassId, Image = image, Encoded = encoded, Annotations = annotations, Draws = Line is { } at ? _reader._metadata!.At(at).Draws() : [] };
        }
    }
}
