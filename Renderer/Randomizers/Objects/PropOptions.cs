namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>The unlabelled objects that a <see cref="PropRandomizer"/> adds.</summary>
public abstract record PropOptions
{
    /// <summary>How many; the whole part counts.</summary>
    public Sampler Count { get; init; } = new Uniform(0, 6);

    /// <summary>A choice of the shapes by their names; all alike when null.</summary>
    public Sampler? Shape { get; init; }

    /// <summary>A unit quaternion x, y, z, w.</summary>
    public VectorSampler Orientation { get; init; } = new UniformRotation();

    /// <summary>What they are made of.</summary>
    public SurfaceOptions Surface { get; init; } = new();

    /// <summary>Do they throw shadows?</summary>
    public bool CastsShadows { get; init; } = true;
}
