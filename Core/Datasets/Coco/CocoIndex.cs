using System.Globalization;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>
/// Where in an annotation file its images and annotations stand: some twenty bytes each, so that a file of gigabytes takes megabytes. The JSON
/// itself stays on disk and is read when a sample is asked for.
/// </summary>
internal sealed class CocoIndex
{
    private const string Images = "images", Annotations = "annotations", Categories = "categories";

    private readonly List<(long Id, long Offset, int Length)> _images = [];
    private readonly int[] _starts;
    private readonly long[] _offsets;
    private readonly int[] _lengths;

    /// <exception cref="FewLabelsException">No such JSON, an id twice, or an annotation of no image.</exception>
    public CocoIndex(string path)
    {
        Path = path;
        var annotations = new List<(long Image, long Offset, int Length)>();
        JsonLists.Read(path, [Images, Annotations, Categories], (list, offset, item) =>
        {
            if (list == Images)
                _images.Add((ImageId(item, offset), offset, item.Length));
            else if (list == Annotations)
                annotations.Add((Look(item.Span, offset), offset, item.Length));
            else
                AddCategory(Parse(item, "categories", offset));
        });
        (_starts, _offsets, _lengths) = Sort(annotations);
        if (CategoryOf.Count == 0 && annotations.Count > 0)
            throw DatasetErrors.Missing(path, "categories", "a list of categories with id and name");
    }

    public string Path { get; }

    public int Count => _images.Count;

    /// <summary>The categories by id.</summary>
    public SortedDictionary<long, CocoCategory> CategoryOf { get; } = [];

    /// <summary>Which of these members any annotation has: <c>segmentation</c>, <c>keypoints</c>, <c>amodal_bbox</c>, <c>visible</c>; <c>iscrowd</c> where it is set.</summary>
    public HashSet<string> Kinds { get; } = [];

    /// <summary>The image at a place, as the file has it.</summary>
    public JsonPlace Image(int place) => At(_images[place].Offset, _images[place].Length, Images);

    /// <summary>Its annotations, in the order of the file.</summary>
    public IEnumerable<JsonPlace> AnnotationsOf(int place)
    {
        for (var i = _starts[place]; i < _starts[place + 1]; i++)
            yield return At(_offsets[i], _lengths[i], Annotations);
    }

    public int AnnotationCount(int place) => _starts[place + 1] - _starts[place];

    private JsonPlace At(long offset, int length, string list) => DatasetErrors.Guard(Path, () =>
    {
        using var file = File.OpenHandle(Path);
        var bytes = new byte[length];
        if (RandomAccess.Read(file, bytes, offset) < length)
            throw new EndOfStreamException("It has become shorter.");
        return Parse(bytes, list, offset);
    });

    private JsonPlace Parse(ReadOnlyMemory<byte> item, string list, long offset) => JsonPlace.Parse(item.ToArray(), Path, Name(list, offset));

    private static string Name(string list, long offset) => string.Create(CultureInfo.InvariantCulture, $"{list} at byte {offset}");

    private long ImageId(ReadOnlyMemory<byte> item, long offset) => Parse(item, Images, offset).Get("id").Whole(0, long.MaxValue);

    private void AddCategory(JsonPlace item)
    {
        var category = new CocoCategory(item.Get("id").Whole(0, long.MaxValue), item.Get("name").Text(), [.. item.List("keypoints").Select(point => point.Text())]);
        if (CategoryOf.Count >= ClassList.Most || !CategoryOf.TryAdd(category.Id, category))
            throw item.Get("id").Wrong("an id that no other category has");
    }

    /// <summary>The image of an annotation; notes what else it has. Parsing all of it would take twice the time.</summary>
    private long Look(ReadOnlySpan<byte> item, long offset)
    {
        var json = new Utf8JsonReader(item);
        long? image = null;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw DatasetErrors.Bad(Path, Name(Annotations, offset), "no object", "an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isImage = json.ValueTextEquals("image_id"u8);
            var isCrowd = json.ValueTextEquals("iscrowd"u8);
            var kind = json.ValueTextEquals("segmentation"u8) ? "segmentation" : json.ValueTextEquals("keypoints"u8) ? "keypoints" : json.ValueTextEquals("amodal_bbox"u8) ? "amodal_bbox"
                : json.ValueTextEquals("visible"u8) ? "visible" : null;
            json.Read();
            if (isImage && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var id))
                image = id;
            if (isCrowd && (json.TokenType == JsonTokenType.True || json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var crowd) && crowd != 0))
                Kinds.Add("iscrowd");
            // An empty list says nothing.
            if (kind is not null && json.TokenType != JsonTokenType.Null && !item[(int)json.TokenStartIndex..].StartsWith("[]"u8))
                Kinds.Add(kind);
            json.Skip();
        }
        return image ?? throw DatasetErrors.Missing(Path, $"{Name(Annotations, offset)}: image_id", "the id of an image");
    }

    /// <summary>Annotations by image, in the order of the file within each.</summary>
    private (int[] Starts, long[] Offsets, int[] Lengths) Sort(List<(long Image, long Offset, int Length)> annotations)
    {
        var (ids, places) = (_images.Select(image => image.Id).ToArray(), Enumerable.Range(0, _images.Count).ToArray());
        Array.Sort(ids, places);
        for (var i = 1; i < ids.Length; i++)
        {
            if (ids[i] == ids[i - 1])
                throw DatasetErrors.Bad(Path, $"{Name(Images, _images[places[i]].Offset)}: id", ids[i].ToString(CultureInfo.InvariantCulture), "an id that no other image has");
        }
        var starts = new int[_images.Count + 1];
        var imageOf = new int[annotations.Count];
        for (var i = 0; i < imageOf.Length; i++)
        {
            var found = Array.BinarySearch(ids, annotations[i].Image);
            if (found < 0)
                throw DatasetErrors.Bad(Path, $"{Name(Annotations, annotations[i].Offset)}: image_id", annotations[i].Image.ToString(CultureInfo.InvariantCulture), "the id of one of the images");
            imageOf[i] = places[found];
            starts[imageOf[i] + 1]++;
        }
        for (var i = 0; i < _images.Count; i++)
            starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, _images.Count).ToArray();
        var (offsets, lengths) = (new long[imageOf.Length], new int[imageOf.Length]);
        for (var i = 0; i < imageOf.Length; i++)
        {
            var to = next[imageOf[i]]++;
            (offsets[to], lengths[to]) = (annotations[i].Offset, annotations[i].Length);
        }
        return (starts, offsets, lengths);
    }
}

/// <summary>A category as the file has it.</summary>
/// <param name="Keypoints">The names of its keypoints; none for most.</param>
internal sealed record CocoCategory(long Id, string Name, string[] Keypoints);
