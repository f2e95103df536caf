using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace FewLabels.Sim.Tests.Renderer.Import;

/// <summary>Writes small glTF files by hand: buffers and accessors from numbers, all else as JSON text.</summary>
internal sealed class GlbWriter
{
    private readonly List<byte> _bytes = [];
    private readonly JsonArray _views = [];
    private readonly JsonArray _accessors = [];

    /// <summary>An accessor of floats; returns its number.</summary>
    public int Floats(string type, params ReadOnlySpan<float> values) =>
        Accessor(MemoryMarshal.AsBytes(values).ToArray(), 5126, type, values.Length / (type == "SCALAR" ? 1 : type[^1] - '0'));

    public int Shorts(params ReadOnlySpan<ushort> values) => Accessor(MemoryMarshal.AsBytes(values).ToArray(), 5123, "SCALAR", values.Length);

    public int Ints(params ReadOnlySpan<uint> values) => Accessor(MemoryMarshal.AsBytes(values).ToArray(), 5125, "SCALAR", values.Length);

    /// <summary>A buffer view of these bytes; returns its number.</summary>
    public int View(byte[] bytes)
    {
        _views.Add(new JsonObject { ["buffer"] = 0, ["byteOffset"] = _bytes.Count, ["byteLength"] = bytes.Length });
        _bytes.AddRange(bytes);
        while (_bytes.Count % 4 != 0)
            _bytes.Add(0);
        return _views.Count - 1;
    }

    /// <param name="rest">The file's other members, without the outer braces.</param>
    public byte[] ToGlb(string rest)
    {
        var json = Json(rest, new JsonObject { ["byteLength"] = _bytes.Count });
        return Pack(json, [.. _bytes]);
    }

    /// <summary>The same as text, with its buffer inside or, if given, in a file of that name.</summary>
    public (byte[] Gltf, byte[] Buffer) ToGltf(string rest, string? file = null)
    {
        var uri = file ?? "data:application/octet-stream;base64," + Convert.ToBase64String(_bytes.ToArray());
        return (Encoding.UTF8.GetBytes(Json(rest, new JsonObject { ["byteLength"] = _bytes.Count, ["uri"] = uri })), [.. _bytes]);
    }

    public static byte[] Pack(string json, byte[] binary)
    {
        var text = Encoding.UTF8.GetBytes(json.PadRight((json.Length + 3) / 4 * 4));
        Assert4(text);
        var file = new byte[20 + text.Length + 8 + binary.Length];
        "glTF"u8.CopyTo(file);
        Put(file, 4, 2);
        Put(file, 8, file.Length);
        Put(file, 12, text.Length);
        Put(file, 16, 0x4E4F534A);
        text.CopyTo(file, 20);
        Put(file, 20 + text.Length, binary.Length);
        Put(file, 24 + text.Length, 0x004E4942);
        binary.CopyTo(file, 28 + text.Length);
        return file;
    }

    private string Json(string rest, JsonObject buffer)
    {
        var root = (JsonObject)JsonNode.Parse($$"""{"asset":{"version":"2.0"}{{(rest.Length > 0 ? "," : "")}}{{rest}}}""")!;
        root["accessors"] = _accessors.DeepClone();
        root["bufferViews"] = _views.DeepClone();
        root["buffers"] = new JsonArray(buffer);
        return root.ToJsonString();
    }

    private int Accessor(byte[] bytes, int component, string type, int count)
    {
        _accessors.Add(new JsonObject { ["bufferView"] = View(bytes), ["componentType"] = component, ["type"] = type, ["count"] = count });
        return _accessors.Count - 1;
    }

    // Chunks are whole words; tests write ASCII.
    private static void Assert4(byte[] text) => Xunit.Assert.Equal(0, text.Length % 4);

    private static void Put(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
}
