namespace FewLabels.Sim.Renderer.Engine;

/// <summary>Woven cloth, leather or rubber with patterns, prints, seams and creases; drawn by a shader of its own.</summary>
public sealed class ClothMaterial : Material
{
    private ClothSurface _surface;

    public ClothMaterial() => DoubleSided = true;

    /// <summary>Set its members in place.</summary>
    public ref ClothSurface Surface => ref _surface;
}
