using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;
using SharpGLTF.Schema2;
using SharpGLTF.Validation;

namespace FewLabels.Sim.Renderer.Import.Gltf;

/// <summary>glTF 2.0 files (Khronos 2021), .gltf with its buffers and images beside or inside it, or .glb.</summary>
internal sealed class GltfReader
{
    private readonly string _path;
    private readonly Gaps _gaps;
    private readonly GltfMaterials _materials;
    private readonly Dictionary<int, IReadOnlyList<ModelPart>> _meshes = [];

    private GltfReader(string path, Gaps gaps) => (_path, _gaps, _materials) = (path, gaps, new(path, gaps));

    /// <exception cref="FewLabelsException">As <see cref="ModelFile.Load"/>.</exception>
    public static Model Read(string path)
    {
        try
        {
            var gaps = new Gaps();
            var outline = new GltfOutline(GlbContainer.Read(ModelFolder.Read(path), path), path, gaps);
            var context = ReadContext.Create(name => outline.Files[name]);
            // Strict reading refuses many a file over normals that are not quite of unit length; what matters here is looked at here.
            context.Validation = ValidationMode.Skip;
            using var json = new MemoryStream(outline.Json);
            return new GltfReader(path, gaps).ToModel(context.ReadTextSchema2(json));
        }
        // The reader underneath throws whatever its collections throw when the file's numbers lead astray.
        catch (Exception error) when (error is not (FewLabelsException or OutOfMemoryException))
        {
            throw new FewLabelsException(
                $"A model does not read: {Short(error.Message)}", path, "It is damaged or badly exported: get or export it again.", cause: error);
        }
    }

    private Model ToModel(ModelRoot root)
    {
        if (root.LogicalScenes.Count > 1)
            _gaps.Add($"Only the default one of {root.LogicalScenes.Count} scenes is shown.");
        // Without scenes, a file is a library of parts; all of it is shown then.
        IEnumerable<SharpGLTF.Schema2.Node> tops = (root.DefaultScene ?? (root.LogicalScenes is [var first, ..] ? first : null)) is { } scene
            ? scene.VisualChildren
            : root.LogicalNodes.Where(node => node.VisualParent is null);
        var children = tops.Distinct().Where(Visible).Select(Node).ToArray();
        var name = Path.GetFileNameWithoutExtension(_path);
        return new(_path, new(name, Vector3.Zero, Quaternion.Identity, Vector3.One, [], children), _gaps.Sentences, root.Asset?.Copyright);
    }

    private static bool Visible(SharpGLTF.Schema2.Node node) => node.GetVisibility() ?? true;

    private ModelNode Node(SharpGLTF.Schema2.Node node)
    {
        var name = string.IsNullOrWhiteSpace(node.Name) ? $"node {node.LogicalIndex}" : node.Name;
        var (position, rotation, scale) = Pose(node.LocalTransform, name);
        var parts = node.Mesh is { } mesh ? Parts(mesh) : [];
        return new(name, position, rotation, scale, parts, [.. node.VisualChildren.Where(Visible).Select(Node)]);
    }

    private (Vector3 Position, Quaternion Rotation, Vector3 Scale) Pose(SharpGLTF.Transforms.AffineTransform transform, string name)
    {
        Vector3 scale, position;
        Quaternion rotation;
        if (transform.IsMatrix)
        {
            var matrix = transform.Matrix;
            var whole = Matrix4x4.Decompose(matrix, out scale, out rotation, out position);
            var again = Matrix4x4.CreateScale(scale) * Matrix4x4.CreateFromQuaternion(rotation) * Matrix4x4.CreateTranslation(position);
            if (!whole || Difference(matrix, again) > 1e-3f * (1 + scale.Length()))
                _gaps.Add($"The matrix of '{name}' skews it, and the skew is left out.");
        }
        else
        {
            (scale, rotation, position) = (transform.Scale, Quaternion.Normalize(transform.Rotation), transform.Translation);
        }
        if (!Finite(scale) || !Finite(position) || !float.IsFinite(rotation.LengthSquared()))
            throw new FewLabelsException($"A model's node '{name}' stands at no finite place", _path, "It is damaged or badly exported: get or export it again.");
        // A mirror along x turns a rotation's axis into its mirror image and its sense about.
        return (Geometry.Mirrored(position), new(rotation.X, -rotation.Y, -rotation.Z, rotation.W), scale);
    }

    private static float Difference(Matrix4x4 a, Matrix4x4 b)
    {
        var most = 0f;
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 3; column++)
                most = Math.Max(most, Math.Abs(a[row, column] - b[row, column]));
        return most;
    }

    private static bool Finite(Vector3 v) => float.IsFinite(v.X) && float.IsFinite(v.Y) && float.IsFinite(v.Z);

    private IReadOnlyList<ModelPart> Parts(SharpGLTF.Schema2.Mesh mesh)
    {
        if (_meshes.TryGetValue(mesh.LogicalIndex, out var known))
            return known;
        var parts = new List<ModelPart>();
        foreach (var primitive in mesh.Primitives)
        {
            var surface = _materials.Of(primitive.Material);
            if (!surface.Visible)
                continue;
            var reader = new GltfGeometry(primitive, _path, _gaps);
            if (reader.Read(surface) is not { } geometry)
                continue;
            var material = reader.Colored(surface, ref geometry);
            parts.AddRange(geometry.ToMeshes().Select(made => new ModelPart(made, material)));
        }
        return _meshes[mesh.LogicalIndex] = parts;
    }

    // Its messages end with a general advice.
    private static string Short(string message)
    {
        var text = message.AsSpan();
        foreach (var end in new[] { "Model generated by", "\n", "\r" })
            text = text.IndexOf(end) is >= 0 and var at ? text[..at] : text;
        return text.Trim().TrimEnd('.').ToString();
    }
}
