namespace FewLabels.Sim.Renderer.Engine;

/// <summary>Procedural patterns of a <see cref="StandardMaterial"/>. They are solid: they fill the object's own space, and need no texture coordinates.</summary>
public enum PatternKind
{
    None,

    /// <summary>Soft blotches: fractal value noise.</summary>
    Noise,

    Stripes,

    Checks,

    /// <summary>Rings about the object's Y axis, with grain.</summary>
    Wood,

    /// <summary>Folded noise along veins.</summary>
    Marble,

    /// <summary>A plain weave of warp and weft, with relief.</summary>
    Fabric,

    /// <summary>Small grains of the second colour: concrete, terrazzo, felt.</summary>
    Speckle,
}
