namespace FewLabels.Sim.Renderer.Engine;

/// <summary>A coarser version of a mesh and how small the mesh must look for it to do.</summary>
/// <param name="Mesh">The version; it has no levels of its own.</param>
/// <param name="PixelDiameter">Good enough while the diagonal of the mesh's bounds spans fewer pixels than this.</param>
public readonly record struct MeshLevel(Mesh Mesh, float PixelDiameter)
{
    /// <summary>The silhouette error in pixels that a level may show: below it, an edge moves less than a pixel's own rounding.</summary>
    public const float PixelError = 0.5f;

    /// <summary>The pixel diameter up to which an error stays under <see cref="PixelError"/>.</summary>
    /// <param name="error">Greatest distance between the two surfaces, metres.</param>
    /// <param name="bounds">Of the finest version.</param>
    public static float DiameterFor(float error, in Bounds bounds) => PixelError * bounds.Size.Length() / MathF.Max(error, 1e-12f);
}
