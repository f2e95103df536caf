using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

internal static class ClothParts
{
    /// <summary>The part's cloth, to be set in place; each part has its own.</summary>
    public static ref ClothSurface Cloth(this MeshRenderer part)
    {
        var cloth = part.Material as ClothMaterial ?? new ClothMaterial();
        part.Material = cloth;
        return ref cloth.Surface;
    }
}
