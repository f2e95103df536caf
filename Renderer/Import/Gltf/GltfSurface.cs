using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import.Gltf;

/// <summary>A glTF material as one of ours, and how its textures lie on a mesh.</summary>
/// <param name="CoordinateSet">Which TEXCOORD attribute is used.</param>
/// <param name="Coordinates">From that attribute to the texture.</param>
/// <param name="Repeats">Beyond its edges the texture repeats, as all of ours do.</param>
/// <param name="Visible">False if all of it is cut out.</param>
internal sealed record GltfSurface(StandardMaterial Material, int CoordinateSet, Matrix3x2 Coordinates, bool Repeats, bool Visible)
{
    public bool IsTextured =>
        (Material.AlbedoTexture ?? Material.MetallicRoughnessTexture ?? Material.NormalTexture ?? Material.EmissionTexture) is not null;
}
