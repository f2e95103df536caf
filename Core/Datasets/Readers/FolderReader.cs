using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>
/// Images by folder: <c>CLASS/FILE</c>, in order of classes and then of paths; or as <c>metadata.jsonl</c> lists them, in its order, with class,
/// boxes and draws. Classes are in the order of our own dataset's card where there is one, else as numbers or by name.
/// </summary>
internal sealed class FolderReader : IDatasetReader, ISeparateLabels, IPhotoTrees
{
    private readonly DatasetPath _root;
    private readonly IReadOnlyList<FolderPart> _parts;
    private readonly Lazy<(ClassList Classes, bool HaveBoxes)> _labels;

    public FolderReader(string origin, DatasetPath root, IReadOnlyList<FolderPart> parts)
    {
        (Origin, _root, _parts) = (origin, root, parts);
        _labels = new(FindClasses);
    }

    public string Origin { get; }

    public string Format => FolderFormat.FormatName;

    public IReadOnlyList<string> Classes => _labels.Value.Classes.Names;

    public IReadOnlyList<string> Roots => [.. _parts.Select(part => Path.Combine(_root.Root, part.Name))];

    public IEnumerable<DatasetSample> Samples()
    {
        var place = 0L;
        foreach (var item in _parts.SelectMany(part => part.Metadata is null ? Listed(part) : Described(part, part.Metadata)))
        {
            // Parts count their frames each from 0: only one part's numbers can stand.
            var index = _parts.Count == 1 ? item.Line?.Index ?? place : place;
            yield return new FolderSample(this, item) { Name = item.Name, Index = index, Step = item.Line?.Step ?? 0, ClassId = item.ClassId };
            place++;
        }
        if (place == 0)
            throw Empty();
    }

    public IEnumerable<DatasetSample> Unlabelled()
    {
        var place = 0L;
        foreach (var item in _parts.SelectMany(part => FolderTree.Images(_root, part.Name).Select(name => new Item(name, part))))
            yield return new FolderSample(this, item) { Name = item.Name, Index = place++ };
        if (place == 0)
            throw Empty();
    }

    private IEnumerable<Item> Listed(FolderPart part)
    {
        foreach (var (folder, classId) in FolderTree.Folders(_root, part.Name).Select(folder => (folder, ClassOf(folder))).OrderBy(item => item.Item2))
        {
            foreach (var name in FolderTree.Images(_root, part.NameOf(folder)))
                yield return new(name, part, classId);
        }
        // What lies beside the folders has no class.
        foreach (var name in FolderTree.Loose(_root, part.Name))
            yield return new(name, part);
    }

    private IEnumerable<Item> Described(FolderPart part, MetadataFile metadata)
    {
        foreach (var line in metadata.Lines())
        {
            var name = part.NameOf(DatasetPath.Check(line.FileName, line.Where, "file_name"));
            yield return new(name, part, line.ClassName is { } word ? _labels.Value.Classes.Find(word) : null, line);
        }
    }

    private (ClassList Classes, bool HaveBoxes) FindClasses()
    {
        var classes = new ClassList(OwnCard.Classes(_root.Root));
        var (found, haveBoxes) = (new ClassList(), false);
        foreach (var part in _parts)
        {
            if (part.Metadata is null)
            {
                foreach (var folder in FolderTree.Folders(_root, part.Name).Where(folder => Place(classes, folder) is null))
                    found.Add(folder, Origin);
                continue;
            }
            foreach (var line in part.Metadata.Lines())
            {
                var boxes = line.Boxes();
                haveBoxes |= boxes.Count > 0;
                foreach (var word in boxes.Select(box => box.ClassName).Prepend(line.ClassName))
                {
                    if (word is not null && classes.Find(word) is null)
                        found.Add(word, line.Where);
                }
            }
        }
        foreach (var name in ClassList.Sort(found.Names))
            classes.Add(name, Origin);
        return (classes, haveBoxes);
    }

    private int ClassOf(string folder) => Place(_labels.Value.Classes, folder)
        ?? throw new FewLabelsException($"The folder '{DatasetErrors.Show(folder)}' is new", Origin, "Let nothing write to the dataset while it is read.");

    // A slash cannot stand in a folder's name.
    private static int? Place(ClassList classes, string folder) => classes.Find(folder)
        ?? classes.Names.Select((name, place) => (name, place)).Where(item => ClassFolder.NameOf(item.name) == folder).Select(item => (int?)item.place).FirstOrDefault();

    private FewLabelsException Empty() =>
        new("There are no images here", Origin, "Check the path: it must be a folder with PNG, JPEG, BMP, WebP or GIF files.");

    /// <summary>An image as it is listed.</summary>
    private sealed record Item(string Name, FolderPart Part, int? ClassId = null, MetadataLine? Line = null);

    private sealed class FolderSample(FolderReader reader, Item item) : FileSample(reader._root, item.Line?.Where ?? reader.Origin, item.Line is null ? "a file" : "file_name")
    {
        private readonly FolderReader _reader = reader;
        private readonly FolderPart _part = item.Part;

        // The line itself is read anew when it is needed; where labels must not be seen there is none.
        private readonly long? _offset = item.Line?.Offset;

        public override string? Column(string name) => _part.Metadata?.Find(Name[(_part.Name.Length == 0 ? 0 : _part.Name.Length + 1)..])?.Column(name);

        public override LabelledFrame Load(DecodeLimits? limits = null)
        {
            var encoded = ReadEncoded();
            var frame = new LabelledFrame { Index = Index, Step = Step, ClassId = ClassId, Encoded = encoded, Image = DatasetImages.Decode(encoded, ImagePath(), limits) };
            if (_offset is not { } offset)
                return frame;
            var line = _part.Metadata!.At(offset);
            var (classes, haveBoxes) = _reader._labels.Value;
            var boxes = line.Boxes().Select(box => box.ToAnnotation(classes, line.Where, frame.Image.Width, frame.Image.Height)).OrderBy(box => box.InstanceId);
            return frame with { Annotations = haveBoxes ? [new BoundingBoxes2D(ReadLabelers.Boxes, [.. boxes], Amodal: false)] : [], Draws = line.Draws() };
        }
    }
}
