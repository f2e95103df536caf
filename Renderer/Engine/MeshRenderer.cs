namespace FewLabels.Sim.Renderer.Engine;

/// <summary>Draws a mesh with a material where its object stands.</summary>
public sealed class MeshRenderer : Component
{
    private Material _material;

    public Mesh Mesh { get; set; } = new();

    /// <summary>Each renderer has its own; set its members in place.</summary>
    public ref Material Material => ref _material;
}
