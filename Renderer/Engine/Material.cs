namespace FewLabels.Sim.Renderer.Engine;

/// <summary>What a surface is made of. The two kinds are <see cref="StandardMaterial"/> and <see cref="ClothMaterial"/>; renderers may share one.</summary>
public abstract class Material
{
    /// <summary>Both faces are drawn and lit; else a face is seen only from the side round which its corners run clockwise.</summary>
    public bool DoubleSided { get; set; }
}
