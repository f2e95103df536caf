using System.Globalization;
using System.Text.Json;
using FewLabels.Sim.Core.Annotations;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>What a line of <c>metadata.jsonl</c>, or a sample's JSON in a shard, says of an image.</summary>
/// <param name="json">The object.</param>
/// <param name="fileName">The image, relative to the metadata's folder.</param>
/// <param name="where">The file and line, for messages.</param>
/// <param name="offset">The line's first byte.</param>
internal sealed class MetadataLine(JsonPlace json, string fileName, string where, long offset)
{
    public string FileName { get; } = fileName;

    public string Where { get; } = where;

    public long Offset { get; } = offset;

    public long? Index => json.Find("index")?.Whole(0, long.MaxValue);

    public int Step => json.Find("step")?.Int(0, int.MaxValue) ?? 0;

    /// <summary>The image's class: our <c>class</c>, or the <c>label</c> of others, a word or a number.</summary>
    public string? ClassName => Word(json.Find("class") ?? json.Find("label"));

    /// <summary>The sides of the image as the file has them; null where it doesn't say.</summary>
    public (int Width, int Height)? Size => json.Find("width") is { } width && json.Find("height") is { } height
        ? (width.Int(1, 1 << 20), height.Int(1, 1 << 20)) : null;

    /// <summary>2D boxes: our <c>boxes</c>, or <c>objects.bbox</c> and <c>objects.categories</c> as Hugging Face's pages have them.</summary>
    public IReadOnlyList<MetadataBox> Boxes()
    {
        if (json.Find("objects") is { Value.ValueKind: JsonValueKind.Object } objects)
            return OfLists(objects);
        var boxes = json.List("boxes").Select((box, place) => new MetadataBox(box.Find("instance")?.Int(1, int.MaxValue) ?? place + 1, Word(box.Get("class")) ?? throw box.Wrong("a box with a class"),
            Edge(box, "x"), Edge(box, "y"), Length(box, "width"), Length(box, "height"))).ToArray();
        return boxes;
    }

    /// <summary>The draws of the image and of its further objects. A choice's place is not in the file: it is 0.</summary>
    public IReadOnlyList<FrameDraw> Draws()
    {
        var draws = new List<FrameDraw>();
        Add(json.Find("draws"), 0);
        if (json.Find("objects") is { Value.ValueKind: JsonValueKind.Array } objects)
        {
            foreach (var item in objects.Items())
                Add(item.Find("draws"), item.Get("object").Int(1, int.MaxValue));
        }
        return draws;

        void Add(JsonPlace? members, int number)
        {
            foreach (var (column, value) in members?.Members() ?? [])
                draws.Add(value.Value.ValueKind == JsonValueKind.String ? new(column, number, 0, value.Text()) : new(column, number, value.Float()));
        }
    }

    /// <summary>A member of the line, or one of the image's draws, as it stands there; null where there is none, it is no single value, or it is the label: photos without labels are grouped by columns too.</summary>
    public string? Column(string name) => name is "class" or "label" ? null : (json.Find(name) ?? json.Find("draws")?.Find(name))?.Scalar();

    private static MetadataBox[] OfLists(JsonPlace objects)
    {
        var boxes = objects.List("bbox").ToArray();
        var classes = (objects.Find("categories") ?? objects.Find("category"))?.Items().ToArray() ?? [];
        if (classes.Length != boxes.Length)
            throw objects.Wrong($"as many categories as boxes ({boxes.Length})");
        return [.. boxes.Select((box, place) =>
        {
            var edges = box.Floats(4);
            if (edges[2] < 0 || edges[3] < 0 || edges.Any(edge => Math.Abs(edge) > BoxEdges.Most))
                throw box.Wrong("x, y, width and height in pixels");
            return new MetadataBox(place + 1, Word(classes[place]) ?? throw classes[place].Wrong("a class"), edges[0], edges[1], edges[2], edges[3]);
        })];
    }

    private static double Edge(JsonPlace box, string name) => box.Get(name).Number(-BoxEdges.Most, BoxEdges.Most);

    private static double Length(JsonPlace box, string name) => box.Get(name).Number(0, BoxEdges.Most);

    private static string? Word(JsonPlace? value) => value is null ? null
        : value.Value.ValueKind == JsonValueKind.Number ? value.Whole(0, ClassList.Most).ToString(CultureInfo.InvariantCulture) : value.Text();
}

/// <summary>A box of a line, in pixels from the top left.</summary>
internal readonly record struct MetadataBox(int InstanceId, string ClassName, double X, double Y, double Width, double Height)
{
    public BoundingBox2D ToAnnotation(ClassList classes, string where, int imageWidth, int imageHeight) =>
        BoxEdges.Round(InstanceId, classes.Find(ClassName) ?? throw DatasetErrors.Bad(where, "a box's class", ClassName, "one of the dataset's classes"), X, Y, Width, Height, imageWidth, imageHeight);
}
