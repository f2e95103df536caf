using System.Numerics;

namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>A material as an MTL file has it; what is null is not given.</summary>
internal sealed class MtlMaterial
{
    public Vector3? Diffuse { get; set; }

    public Vector3? Specular { get; set; }

    public Vector3? Emission { get; set; }

    /// <summary>Phong's exponent.</summary>
    public float? Exponent { get; set; }

    public float? Roughness { get; set; }

    public float? Metallic { get; set; }

    /// <summary>1 is opaque.</summary>
    public float Opacity { get; set; } = 1;

    public MtlMap? DiffuseMap { get; set; }

    public MtlMap? OpacityMap { get; set; }

    public MtlMap? EmissionMap { get; set; }

    public MtlMap? RoughnessMap { get; set; }

    public MtlMap? MetallicMap { get; set; }

    /// <summary>Heights if it is grey, normals if it is coloured.</summary>
    public MtlMap? BumpMap { get; set; }

    public MtlMap? NormalMap { get; set; }
}

/// <summary>A texture as an MTL file has it.</summary>
/// <param name="Name">Relative to <paramref name="Below"/>, a folder below the model's.</param>
/// <param name="Where">File and line that name it.</param>
/// <param name="Scale">Of texture coordinates.</param>
/// <param name="Offset">Added after; v upwards, as in the file.</param>
/// <param name="Bump">The strength of a bump map.</param>
internal sealed record MtlMap(string Name, string Below, string Where, Vector2 Scale, Vector2 Offset, float Bump);
