namespace FewLabels.Sim.Renderer.Engine;

/// <summary>Draws a mesh with a material where its object stands.</summary>
public sealed class MeshRenderer : Component
{
    /// <summary>May be shared among renderers and images.</summary>
    public Mesh Mesh { get; set; } = new();

    /// <summary>May be shared among renderers; plain white when null.</summary>
    public Material? Material { get; set; }

    /// <summary>Does it throw shadows? (Unity's shadowCastingMode, on or off.)</summary>
    public bool CastsShadows { get; set; } = true;

    /// <summary>The mesh that the scene gave this renderer, to be filled anew for each image.</summary>
    internal Mesh Own { get; } = new();

    internal void Reset()
    {
        Own.Clear();
        (Mesh, Material, CastsShadows) = (Own, null, true);
    }
}
