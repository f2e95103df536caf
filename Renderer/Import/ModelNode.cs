using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>One object of a model's tree, in our left-handed, Y-up space; where it is and how it is turned is relative to its parent.</summary>
/// <param name="Name">As in the file; it need not be the only one.</param>
/// <param name="Scale">May be negative on an axis: the object is mirrored.</param>
/// <param name="Parts">What is drawn here; none for an object that only carries others.</param>
public sealed record ModelNode(
    string Name, Vector3 Position, Quaternion Rotation, Vector3 Scale, IReadOnlyList<ModelPart> Parts, IReadOnlyList<ModelNode> Children)
{
    /// <summary>For row vectors, as <see cref="Transform.LocalToParent"/>.</summary>
    public Matrix4x4 LocalToParent =>
        Matrix4x4.CreateScale(Scale) * Matrix4x4.CreateFromQuaternion(Rotation) * Matrix4x4.CreateTranslation(Position);
}

/// <summary>A mesh and its material. Neither may be changed: all instances share them.</summary>
public sealed record ModelPart(Mesh Mesh, Material Material);
