using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>The header of a safetensors file, checked: each tensor's bytes are as many as its type and shape say, and together they fill the file once, without gap or overlap.</summary>
/// <param name="Start">Where tensors begin, from the start of the file.</param>
/// <param name="Entries">In the order of their bytes.</param>
/// <param name="Words">Its metadata.</param>
internal sealed record SafeTensorsHeader(long Start, IReadOnlyList<SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Words)
{
    private const string Metadata = "__metadata__";

    /// <summary>The format's own limit.</summary>
    private const long MostBytes = 100_000_000;

    /// <summary>torch's own limit.</summary>
    private const int MostDimensions = 64;

    /// <summary>A span of bytes can't be longer; no layer of a network here comes near.</summary>
    private const long MostOfTensor = int.MaxValue;

    private static readonly Dictionary<string, ScalarType> Types = new(StringComparer.Ordinal)
    {
        ["F64"] = float64, ["F32"] = float32, ["F16"] = float16, ["BF16"] = bfloat16,
        ["I64"] = int64, ["I32"] = int32, ["I16"] = int16, ["I8"] = int8, ["U8"] = uint8, ["BOOL"] = ScalarType.Bool,
    };

    /// <summary>All that comes before the bytes of these tensors, one after the other: the header's length, and the header, padded with spaces so that tensors start 8-aligned.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="words">Metadata; null for none.</param>
    public static byte[] Describe(IEnumerable<(string Name, Tensor Value)> tensors, IReadOnlyDictionary<string, string>? words = null)
    {
        long at = 0;
        var header = new Dictionary<string, object>();
        if (words is not null)
            header.Add(Metadata, words);
        foreach (var (name, value) in tensors)
        {
            var type = Types.FirstOrDefault(pair => pair.Value == value.dtype).Key ?? throw new NotSupportedException($"'{name}' is of type {value.dtype}, which safetensors files have no name for.");
            var bytes = value.numel() * value.ElementSize;
            header.Add(name, new Dictionary<string, object> { ["dtype"] = type, ["shape"] = value.shape, ["data_offsets"] = new[] { at, at + bytes } });
            at += bytes;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var preface = new byte[8 + (json.Length + 7) / 8 * 8];
        BinaryPrimitives.WriteInt64LittleEndian(preface, preface.Length - 8);
        json.CopyTo(preface, 8);
        preface.AsSpan(8 + json.Length).Fill((byte)' ');
        return preface;
    }

    /// <summary>Reads the header from the start of a file.</summary>
    /// <exception cref="InvalidDataException">It is none, or says what can't be.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="EndOfStreamException">The file ends in it.</exception>
    public static SafeTensorsHeader Read(FileStream file)
    {
        Span<byte> length = stackalloc byte[8];
        file.ReadExactly(length);
        var size = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (size < 2 || size > Math.Min(MostBytes, file.Length - 8))
            throw new InvalidDataException($"it says that its header has {size} bytes, and {file.Length - 8} follow");
        var json = new byte[size];
        file.ReadExactly(json);
        using var document = JsonDocument.Parse(json);
        try
        {
            var (entries, words) = Read(document);
            RequireWhole(entries, file.Length - 8 - size);
            return new(8 + size, entries, words);
        }
        catch (InvalidOperationException error)
        {
            // JSON may hold half a surrogate, or bytes that are no UTF-8, and it shows only when a text is asked for.
            throw new InvalidDataException($"a text in its header is no Unicode: {error.Message}", error);
        }
    }

    private static (List<SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Words) Read(JsonDocument document)
    {
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("its header is no JSON object");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<SafeTensorsEntry>();
        IReadOnlyDictionary<string, string> words = new Dictionary<string, string>();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (!names.Add(member.Name))
                throw new InvalidDataException($"'{Shown(member.Name)}' is in it twice");
            if (member.Name == Metadata)
                words = WordsOf(member.Value);
            else
                entries.Add(Entry(member.Name, member.Value));
        }
        entries.Sort((a, b) => (a.From, a.To).CompareTo((b.From, b.To)));
        return (entries, words);
    }

    private static Dictionary<string, string> WordsOf(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object || metadata.EnumerateObject().Any(word => word.Value.ValueKind != JsonValueKind.String))
            throw new InvalidDataException("its metadata are no texts by name");
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in metadata.EnumerateObject())
        {
            if (!words.TryAdd(word.Name, word.Value.GetString()!))
                throw new InvalidDataException($"'{Shown(word.Name)}' is in its metadata twice");
        }
        return words;
    }

    private static SafeTensorsEntry Entry(string name, JsonElement described)
    {
        InvalidDataException Wrong(string why) => new($"'{Shown(name)}' {why}");
        if (described.ValueKind != JsonValueKind.Object)
            throw Wrong("is not described by a JSON object");
        if (Member(described, "dtype") is not { ValueKind: JsonValueKind.String } type)
            throw Wrong("has no type");
        if (!Types.TryGetValue(type.GetString()!, out var scalar))
            throw Wrong($"is of type '{Shown(type.GetString()!)}'; read are {string.Join(", ", Types.Keys)}");
        var shape = Numbers(Member(described, "shape")) ?? throw Wrong("has no shape of whole numbers from 0");
        if (shape.Length > MostDimensions)
            throw Wrong($"has {shape.Length} dimensions");
        if (Numbers(Member(described, "data_offsets")) is not [var from, var to] || to < from)
            throw Wrong("has no place in the file");
        if (BytesOf(shape, scalar.ElementSize()) is not { } bytes || bytes > MostOfTensor)
            throw Wrong($"of shape [{string.Join(", ", shape)}] is too large");
        if (to - from != bytes)
            throw Wrong($"of type {type.GetString()} and shape [{string.Join(", ", shape)}] needs {bytes} bytes and has {to - from}");
        return new(name, scalar, shape, from, to);
    }

    private static void RequireWhole(List<SafeTensorsEntry> entries, long available)
    {
        long at = 0;
        foreach (var entry in entries)
        {
            if (entry.To > available)
                throw new InvalidDataException($"'{Shown(entry.Name)}' ends at byte {entry.To} of its data, which has {available}: the file is cut off");
            if (entry.From != at)
                throw new InvalidDataException(entry.From < at ? $"'{Shown(entry.Name)}' overlaps the tensor before it" : $"there is a gap before '{Shown(entry.Name)}'");
            at = entry.To;
        }
        if (at != available)
            throw new InvalidDataException($"{available - at} bytes at its end belong to no tensor");
    }

    private static JsonElement? Member(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value : null;

    private static long[]? Numbers(JsonElement? list)
    {
        if (list is not { ValueKind: JsonValueKind.Array } array)
            return null;
        var numbers = new long[array.GetArrayLength()];
        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
                return null;
            numbers[i++] = number;
        }
        return numbers;
    }

    // Null where it is more than a long holds.
    private static long? BytesOf(long[] shape, int each)
    {
        long bytes = each;
        foreach (var side in shape)
        {
            var product = Math.BigMul(bytes, side);
            if (product > long.MaxValue)
                return null;
            bytes = (long)product;
        }
        return bytes;
    }

    // Names come from the file: none is printed at length, or steers a terminal.
    private static string Shown(string name) => string.Concat(name.Take(80).Select(c => char.IsControl(c) ? '\uFFFD' : c)) + (name.Length > 80 ? "…" : "");
}
