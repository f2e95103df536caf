using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Import.Gltf;

/// <summary>
/// A glTF file's JSON, looked through before SharpGLTF reads it: version and extensions, whether its nodes are trees, and the files it needs.
/// What we do not show is taken out, so that a flaw in an animation stops nobody.
/// </summary>
internal sealed class GltfOutline
{
    /// <summary>Deeper trees are made by accident; reading them would end the process when the stack ends.</summary>
    private const int DeepestNode = 256;

    private readonly string _path;
    private readonly ModelFolder _folder;
    private readonly Gaps _gaps;
    private readonly JsonObject _root;
    private readonly Dictionary<string, byte[]> _files = [];

    /// <exception cref="FewLabelsException">The file is broken, or needs what can't be read or found.</exception>
    public GltfOutline(GlbContainer container, string path, Gaps gaps)
    {
        (_path, _folder, _gaps) = (path, new(path), gaps);
        _root = Parse(container.Json.Span);
        var version = _root.Member("asset").Member("version").Text();
        if (version is null || !version.StartsWith("2.", StringComparison.Ordinal))
            throw new FewLabelsException($"A model has glTF version {version ?? "none"}", path, "Export it as glTF 2.0.");
        GltfExtensions.Check(_root, path, gaps);
        CheckTree();
        CheckTextures();
        Strip();
        Fetch(container.Binary);
    }

    /// <summary>The JSON that SharpGLTF gets; its files are named as in <see cref="Files"/>.</summary>
    public byte[] Json => Encoding.UTF8.GetBytes(_root.ToJsonString());

    /// <summary>All bytes outside the JSON, by the names given to them here.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    private JsonObject Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json.TrimEnd((byte)0)) as JsonObject ?? throw Broken("its JSON is not an object");
        }
        catch (JsonException error)
        {
            throw Broken($"its JSON breaks off in line {error.LineNumber + 1}");
        }
    }

    private void CheckTree()
    {
        var nodes = _root.List("nodes").ToArray();
        var parents = new int?[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            foreach (var item in nodes[i].List("children"))
            {
                var child = Index(item, nodes.Length, $"a child of node {i}");
                if (parents[child] is { } other)
                    throw Broken($"node {child} is a child of both node {other} and node {i}");
                parents[child] = i;
            }
        }
        // Each node has one parent at most, so what hangs below no root goes round in a circle.
        var level = Enumerable.Range(0, nodes.Length).Where(i => parents[i] is null).ToList();
        var seen = level.Count;
        for (var depth = 1; level.Count > 0; depth++)
        {
            if (depth > DeepestNode)
                throw Broken($"its nodes are nested deeper than {DeepestNode}");
            level = [.. level.SelectMany(i => nodes[i].List("children")).Select(item => item.Number()!.Value)];
            seen += level.Count;
        }
        if (seen < nodes.Length)
            throw Broken("some of its nodes are their own ancestors");
        foreach (var item in _root.List("scenes").SelectMany(scene => scene.List("nodes")))
        {
            var root = Index(item, nodes.Length, "a scene's node");
            if (parents[root] is not null)
                throw Broken($"node {root} is in a scene and below another node");
        }
    }

    // A texture may have an image of a newer kind beside the ordinary one.
    private void CheckTextures()
    {
        foreach (var texture in _root.List("textures"))
        {
            foreach (var name in new[] { "KHR_texture_basisu", "MSFT_texture_dds" })
            {
                if (texture.Member("extensions").Remove(name) && texture.Member("source") is null && texture.Member("extensions").Member("EXT_texture_webp") is null)
                    throw new FewLabelsException($"A texture comes only by the extension {name}, which is not read", _path, "Export the model with PNG or JPEG textures.");
            }
        }
    }

    private void Strip()
    {
        if (_root.Remove("animations"))
            _gaps.Add("Animations are left out.");
        if (_root.Remove("skins"))
            _gaps.Add("Skinning is left out: skinned meshes stand as their vertices are stored.");
        if (_root.Remove("cameras"))
            _gaps.Add("Cameras are left out.");
        foreach (var node in _root.List("nodes"))
        {
            foreach (var name in new[] { "skin", "camera", "weights" })
                node.Remove(name);
        }
        foreach (var mesh in _root.List("meshes"))
        {
            mesh.Remove("weights");
            foreach (var primitive in mesh.List("primitives"))
            {
                if (primitive.Remove("targets"))
                    _gaps.Add("Morph targets are left out.");
            }
        }
    }

    private void Fetch(byte[]? binary)
    {
        var i = 0;
        foreach (var buffer in _root.List("buffers"))
        {
            var name = $"buffer{i}";
            var bytes = buffer.Member("uri").Text() is { } uri ? Bytes(uri, name)
                : i == 0 && binary is not null ? binary
                : throw Broken($"buffer {i} has no bytes");
            if (buffer.Member("byteLength").Number() is { } length && length > bytes.Length)
                throw Broken($"buffer {i} has {bytes.Length} of its {length} bytes");
            _files[name] = bytes;
            (buffer as JsonObject)!["uri"] = name;
            i++;
        }
        i = 0;
        foreach (var image in _root.List("images"))
        {
            if (image.Member("uri").Text() is { } uri)
            {
                _files[$"image{i}"] = Bytes(uri, $"image {i}");
                (image as JsonObject)!["uri"] = $"image{i}";
            }
            i++;
        }
    }

    private byte[] Bytes(string uri, string what)
    {
        if (!uri.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return ModelFolder.Read(_folder.Find(Uri.UnescapeDataString(uri)));
        var comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !uri.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            throw Broken($"{what} is embedded, but not in base 64");
        try
        {
            return Convert.FromBase64String(uri[(comma + 1)..]);
        }
        catch (FormatException)
        {
            throw Broken($"{what} is not proper base 64");
        }
    }

    private int Index(JsonNode? item, int count, string what) =>
        item.Number() is { } index && index >= 0 && index < count ? index : throw Broken($"{what} is not one of its {count} nodes");

    private FewLabelsException Broken(string how) => new($"A model does not read: {how}", _path, "It is damaged or badly exported: get or export it again.");
}
