namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// How a picture lies on a box. A face is seen from outside; its picture's top is towards +Y on the four sides, +Z on the top and −Z on the bottom
/// (as a net folded about the front face, −Z).
/// </summary>
public enum BoxLayout
{
    /// <summary>Each face shows the whole picture.</summary>
    EveryFace,

    /// <summary>The picture is three cells wide and two high; the top row shows on +X, −X, +Y, the bottom row on −Y, +Z, −Z.</summary>
    Atlas,
}
