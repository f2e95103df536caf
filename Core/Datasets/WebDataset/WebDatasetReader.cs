using System.Globalization;
using System.Text;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>
/// Tar shards as streams: files in a row with one key are a sample. The class comes from <c>.cls</c>, a number or a word; ours have all labels in
/// <c>.json</c>. Samples without an image are passed over.
/// </summary>
/// <remarks>
/// Of a plain tar a sample keeps places alone. A packed one can't be read again from its middle: a sample holds its files until it is let go.
/// Where no card lists the classes, opening them goes through the shards once.
/// </remarks>
internal sealed class WebDatasetReader : IDatasetReader
{
    private const string ClassEnding = "cls", JsonEnding = "json";

    /// <summary>More files of one key than any sample has.</summary>
    private const int MostFiles = 1000;

    private const int MostClassBytes = 4096;

    private static readonly string[] ImageEndings = ["png", "jpg", "jpeg", "webp", "bmp", "gif"];

    private readonly IReadOnlyList<string> _shards;
    private readonly string _root;
    private readonly Lazy<ClassList> _classes;

    /// <param name="root">The dataset's folder.</param>
    public WebDatasetReader(string origin, IReadOnlyList<string> shards, string root)
    {
        (Origin, _shards, _root) = (origin, shards, Path.GetFullPath(root));
        _classes = new(FindClasses);
    }

    public string Origin { get; }

    public string Format => WebDatasetWriter.Format;

    public IReadOnlyList<string> Classes => _classes.Value.Names;

    public IEnumerable<DatasetSample> Samples()
    {
        var place = 0L;
        foreach (var files in Groups())
        {
            if (ImageOf(files) is not { } image)
                continue;
            var json = Json(files);
            var line = json is null ? null : new MetadataLine(json, image.Name, image.Path, 0);
            var shard = Path.GetRelativePath(_root, Path.GetFullPath(image.Shard)).Replace(Path.DirectorySeparatorChar, '/');
            yield return new ShardSample(this, files, image)
            {
                Name = $"{shard}/{image.Name}",
                Index = line?.Index ?? place,
                Step = line?.Step ?? 0,
                ClassId = ClassOf(files, line),
            };
            place++;
        }
        if (place == 0)
            throw DatasetErrors.Missing(Origin, "any image", "shards with files KEY.png, KEY.jpg or the like");
    }

    private IEnumerable<TarMember[]> Groups()
    {
        foreach (var shard in _shards)
        {
            var files = new List<TarMember>();
            foreach (var member in TarMembers.Read(shard))
            {
                if (files.Count > 0 && files[0].Key != member.Key)
                {
                    yield return [.. files];
                    files.Clear();
                }
                if (files.Count == MostFiles || (files.Sum(file => (long)(file.Bytes?.Length ?? 0)) + (member.Bytes?.Length ?? 0)) > 2 * TarMembers.MostBytes)
                    throw DatasetErrors.Bad(member.Path, "the sample", $"more than {MostFiles} files or {2 * TarMembers.MostBytes} bytes", "a key for each sample");
                files.Add(member);
            }
            if (files.Count > 0)
                yield return [.. files];
        }
    }

    private static TarMember? ImageOf(TarMember[] files) => Array.Find(files, file => ImageEndings.Contains(file.Ending))
        ?? (files.Where(file => ImageEndings.Contains(file.Ending.Split('.')[^1]) && file.Ending is not (SampleFiles.ClassMask or SampleFiles.InstanceMask)).ToArray() is [var only] ? only : null);

    private static JsonPlace? Json(TarMember[] files) => Array.Find(files, file => file.Ending == JsonEnding) is { Length: > 0 } file
        && JsonPlace.Parse(file.Read(DatasetFiles.MostTextBytes), file.Path) is { Value.ValueKind: JsonValueKind.Object } json ? json : null;

    private static string? ClassWord(TarMember[] files) => Array.Find(files, file => file.Ending == ClassEnding) is { } file ? Encoding.UTF8.GetString(file.Read(MostClassBytes)).Trim() : null;

    /// <summary>The class by its name in the JSON, by its word, or by its number among the classes.</summary>
    private int? ClassOf(TarMember[] files, MetadataLine? line)
    {
        if (line?.ClassName is { } name && _classes.Value.Find(name) is { } known)
            return known;
        if (ClassWord(files) is not { Length: > 0 } word)
            return null;
        return _classes.Value.Find(word) ?? (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < _classes.Value.Names.Count ? place
            : throw DatasetErrors.Bad(files[0].Path, ".cls", $"'{word}'", $"one of the dataset's {_classes.Value.Names.Count} classes"));
    }

    private ClassList FindClasses()
    {
        var classes = new ClassList(OwnCard.Classes(_root));
        if (classes.Names.Count > 0)
            return classes;
        var found = new ClassList();
        foreach (var files in Groups())
        {
            if (ClassWord(files) is { Length: > 0 } word)
                found.Add(word, files[0].Path);
            if (Json(files) is not { } json)
                continue;
            foreach (var name in SampleLabelReader.ClassNames(json).Concat(new MetadataLine(json, "", files[0].Path, 0) is { ClassName: { } own } && ClassWord(files) is null ? [own] : []))
                found.Add(name, files[0].Path);
        }
        foreach (var name in ClassList.Sort(found.Names))
            classes.Add(name, Origin);
        return classes;
    }

    private sealed class ShardSample(WebDatasetReader reader, TarMember[] files, TarMember image) : DatasetSample
    {
        public override EncodedImage ReadEncoded() => new(image.Read(new DecodeLimits().Bytes), "." + image.Ending.Split('.')[^1]);

        public override LabelledFrame Load(DecodeLimits? limits = null)
        {
            var encoded = ReadEncoded();
            var picture = DatasetImages.Decode(encoded, image.Path, limits);
            var frame = new LabelledFrame { Index = Index, Step = Step, ClassId = ClassId, Image = picture, Encoded = encoded };
            if (Json(files) is not { } json)
                return frame;
            var labels = new SampleLabelReader(json, reader._classes.Value, picture.Height, picture.Width, ending => Array.Find(files, file => file.Ending == ending));
            return frame with { Annotations = labels.Read(), Draws = new MetadataLine(json, image.Name, image.Path, 0).Draws() };
        }
    }
}
