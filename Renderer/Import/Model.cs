using System.Numerics;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>
/// A model from a file, ready to be put into scenes any number of times, by any number of threads: it never changes. Instances share its
/// meshes and materials; to vary one instance's surface, give its renderers another material.
/// </summary>
public sealed class Model
{
    /// <summary>More, counted once for each node that shows them, would not draw in any sensible time.</summary>
    private const long MostVertices = 50_000_000;

    /// <exception cref="FewLabelsException">The model shows nothing, or far too much.</exception>
    /// <param name="copyright">What the file says of its licence; null where it says nothing.</param>
    internal Model(string path, ModelNode root, IReadOnlyList<string> unsupported, string? copyright = null)
    {
        (Name, Root, Unsupported) = (root.Name, root, unsupported);
        Asset = AssetFiles.One("model", path, Licence.Of(copyright, "the model's asset.copyright"));
        var vertices = Count(root);
        if (vertices == 0)
            throw new FewLabelsException("A model shows nothing", path, "It has no triangles in its scene: export it again with its meshes.");
        if (vertices > MostVertices)
            throw new FewLabelsException($"A model has {vertices:N0} vertices", path, $"Simplify it to at most {MostVertices:N0}.");
        Bounds = Around(root, Matrix4x4.Identity);
    }

    /// <summary>The file's, without its extension.</summary>
    public string Name { get; }

    /// <summary>The tree. Its top stands for the file and is not moved, turned or scaled.</summary>
    public ModelNode Root { get; }

    /// <summary>What the file asks for and is left out or replaced, a sentence each; empty when all of it is shown.</summary>
    public IReadOnlyList<string> Unsupported { get; }

    /// <summary>The file with its licence, for <see cref="Scenarios.Scenario.Assets"/>: what a glTF's <c>asset.copyright</c> says, else what files beside it say.</summary>
    public Asset Asset { get; }

    /// <summary>The box about all vertices, in the model's space.</summary>
    public Bounds Bounds { get; }

    /// <summary>Puts the model into a scene, at the top or below a parent, until the scene is cleared.</summary>
    /// <returns>The object that stands for the file: move, turn, scale and label that.</returns>
    public GameObject Instantiate(Scene scene, GameObject? parent = null) => Add(scene, Root, parent);

    private static GameObject Add(Scene scene, ModelNode node, GameObject? parent)
    {
        var made = scene.Add(node.Name, parent);
        var transform = made.Transform;
        (transform.LocalPosition, transform.LocalRotation, transform.LocalScale) = (node.Position, node.Rotation, node.Scale);
        for (var i = 0; i < node.Parts.Count; i++)
        {
            // A renderer draws one mesh: further parts are children that stay where their node is.
            var carrier = i == 0 ? made : scene.Add($"{node.Name}.{i}", made);
            var renderer = carrier.GetComponent<MeshRenderer>()!;
            (renderer.Mesh, renderer.Material) = (node.Parts[i].Mesh, node.Parts[i].Material);
        }
        foreach (var child in node.Children)
            Add(scene, child, made);
        return made;
    }

    private static long Count(ModelNode node) => node.Parts.Sum(part => (long)part.Mesh.VertexCount) + node.Children.Sum(Count);

    private static Bounds Around(ModelNode node, in Matrix4x4 parent)
    {
        var toModel = node.LocalToParent * parent;
        var bounds = Bounds.Empty;
        foreach (var part in node.Parts)
        {
            foreach (ref readonly var vertex in part.Mesh.Vertices)
                bounds = bounds.With(Vector3.Transform(vertex.Position, toModel));
        }
        foreach (var child in node.Children)
            bounds = bounds.With(Around(child, toModel));
        return bounds;
    }
}
