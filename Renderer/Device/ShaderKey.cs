namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// Which variant of a shader draws an object (Unity calls these keywords). What is not needed is not compiled: a software rasteriser
/// executes both sides of every branch.
/// </summary>
internal readonly record struct ShaderKey
{
    public bool Cloth { get; init; }

    public bool AlbedoMap { get; init; }

    /// <summary>Parts of the albedo's picture are cut out.</summary>
    public bool CutOut { get; init; }

    public bool RoughnessMap { get; init; }

    public bool NormalMap { get; init; }

    public bool EmissionMap { get; init; }

    public int Pattern { get; init; }

    /// <summary>At least the scene's lights: 0, 1, 2, 4 or 8.</summary>
    public int Lights { get; init; }

    /// <summary>Lights with shadows; they come first.</summary>
    public int Shadows { get; init; }

    public bool PointShadows { get; init; }

    /// <summary>All lights are directional.</summary>
    public bool Suns { get; init; }

    /// <summary>0, 2 or 4.</summary>
    public int Boxes { get; init; }

    public bool Panorama { get; init; }

    public bool Geometry { get; init; }

    /// <summary>The lines before the shader's source.</summary>
    public IEnumerable<string> Defines()
    {
        if (AlbedoMap)
            yield return "ALBEDO_MAP";
        if (CutOut)
            yield return "CUT_OUT";
        if (RoughnessMap)
            yield return "ROUGHNESS_MAP";
        if (NormalMap)
            yield return "NORMAL_MAP";
        if (EmissionMap)
            yield return "EMISSION_MAP";
        if (Pattern > 0)
            yield return $"PATTERN {Pattern}";
        if (PointShadows)
            yield return "POINT_SHADOWS";
        if (Suns)
            yield return "SUNS";
        if (Panorama)
            yield return "PANORAMA";
        if (Geometry)
            yield return "GEOMETRY";
        yield return $"LIGHTS {Lights}";
        yield return $"SHADOWS {Shadows}";
        yield return $"BOXES {Boxes}";
    }
}
