using System.Globalization;
using System.Numerics;
using System.Text.Json;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A value in a JSON file that knows where it stands, so that what is wrong with it can be said by file and key.</summary>
internal sealed class JsonPlace
{
    private readonly string _file;
    private readonly JsonPlace? _parent;
    private readonly string? _name;
    private readonly int _item;

    private JsonPlace(JsonElement value, string file, JsonPlace? parent = null, string? name = null, int item = 0) =>
        (Value, _file, _parent, _name, _item) = (value, file, parent, name, item);

    public JsonElement Value { get; }

    /// <summary>The way from the file's root: <c>captures[0].annotations[2].id</c>.</summary>
    public string Key => _parent is null ? _name ?? "the file" : _name is null ? $"{_parent.Key}[{_item.ToString(CultureInfo.InvariantCulture)}]" : _parent._parent is null && _parent._name is null ? _name : $"{_parent.Key}.{_name}";

    /// <summary>Parses a file or a line.</summary>
    /// <param name="file">Its name, with the line where it is one.</param>
    /// <param name="name">What the value is called in messages; "the file" when null.</param>
    /// <exception cref="FewLabelsException">It is no JSON.</exception>
    public static JsonPlace Parse(ReadOnlyMemory<byte> json, string file, string? name = null)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];
        try
        {
            return new(JsonDocument.Parse(json).RootElement, file, name: name);
        }
        catch (JsonException error)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
            throw new FewLabelsException($"{name ?? "The file"} is no valid JSON at {at}", file,
                $"Expected: whole JSON without NaN or trailing text, at most 64 levels deep ({DatasetErrors.Show(error.Message.Split(". LineNumber")[0])}).", cause: error);
        }
    }

    /// <summary>Reads and parses a whole file.</summary>
    public static JsonPlace Open(string path) => Parse(DatasetFiles.Read(path), path);

    public FewLabelsException Wrong(string expected) => DatasetErrors.Bad(_file, Key, Value.ValueKind is JsonValueKind.Undefined ? "not there" : Value.GetRawText(), expected);

    /// <summary>A member; null where it is not there or null.</summary>
    public JsonPlace? Find(string name)
    {
        if (Value.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        return Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new(value, _file, this, name) : null;
    }

    public JsonPlace Get(string name) => Find(name) ?? throw DatasetErrors.Missing(_file, _parent is null ? name : $"{Key}.{name}", $"an object with '{name}'");

    /// <summary>The items of a list under a name; none where it is not there, since some writers leave empty lists out.</summary>
    public IEnumerable<JsonPlace> List(string name) => Find(name)?.Items() ?? [];

    public IEnumerable<JsonPlace> Items()
    {
        if (Value.ValueKind != JsonValueKind.Array)
            throw Wrong("a list");
        return Value.EnumerateArray().Select((value, place) => new JsonPlace(value, _file, this, null, place));
    }

    /// <summary>The members of an object.</summary>
    public IEnumerable<(string Name, JsonPlace Value)> Members()
    {
        if (Value.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        return Value.EnumerateObject().Select(member => (member.Name, new JsonPlace(member.Value, _file, this, member.Name)));
    }

    public string Text()
    {
        if (Value.ValueKind != JsonValueKind.String)
            throw Wrong("a word in quotes");
        try
        {
            return Value.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            throw DatasetErrors.Bad(_file, Key, "no text", "Unicode", error);
        }
    }

    /// <summary>A word, a number, true or false as it is written; null for a list or an object.</summary>
    public string? Scalar() => Value.ValueKind switch
    {
        JsonValueKind.String => Text(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Value.GetRawText(),
        _ => null,
    };

    /// <summary>A whole number; <c>3.0</c> is one too.</summary>
    public long Whole(long least, long most)
    {
        if (Value.ValueKind == JsonValueKind.Number)
        {
            if (Value.TryGetInt64(out var whole) && whole >= least && whole <= most)
                return whole;
            if (Value.TryGetDouble(out var number) && Math.Floor(number) == number && Math.Abs(number) < 1L << 53 && number >= least && number <= most)
                return (long)number;
        }
        throw Wrong(string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
    }

    public int Int(int least, int most) => (int)Whole(least, most);

    /// <summary>A finite number.</summary>
    public double Number(double least = -float.MaxValue, double most = float.MaxValue)
    {
        if (Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && number >= least && number <= most)
            return number;
        throw Wrong(least == -float.MaxValue ? "a number" : string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
    }

    public float Float() => Value.ValueKind == JsonValueKind.Number && Value.TryGetSingle(out var number) && float.IsFinite(number) ? number : throw Wrong("a number");

    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>A list of just so many numbers.</summary>
    public float[] Floats(int count)
    {
        if (Value.ValueKind != JsonValueKind.Array || Value.GetArrayLength() != count)
            throw Wrong($"a list of {count} numbers");
        return [.. Items().Select(item => item.Float())];
    }

    public Vector3 Vector() => Floats(3) is var v ? new(v[0], v[1], v[2]) : default;

    public Quaternion Rotation() => Floats(4) is var q ? new(q[0], q[1], q[2], q[3]) : default;
}
