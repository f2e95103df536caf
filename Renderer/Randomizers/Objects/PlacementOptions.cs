using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Where a <see cref="PlacementRandomizer"/> puts objects. As made: one to ten on a table top of 40 cm.</summary>
public sealed record PlacementOptions
{
    /// <summary>How many objects, at most those that there are; the whole part counts.</summary>
    public Sampler Count { get; init; } = new Uniform(1, 11);

    /// <summary>Places on the parent's plane y = 0 that keep their distance; null for a box.</summary>
    public PoissonDisk? Disk { get; init; } = new(0.4f, 0.4f, 0.07f);

    /// <summary>Metres; each object's places in the box, when there is no <see cref="Disk"/>.</summary>
    public Sampler X { get; init; } = new Uniform(-0.15f, 0.15f);

    /// <inheritdoc cref="X"/>
    public Sampler Y { get; init; } = new Uniform(0, 0.15f);

    /// <inheritdoc cref="X"/>
    public Sampler Z { get; init; } = new Uniform(-0.15f, 0.15f);

    /// <summary>The middle of plane or box in the parent's space, metres.</summary>
    public Vector3 Center { get; init; }

    /// <summary>On a plane: the object is lifted until its lowest corner touches the plane; else its origin lies there.</summary>
    public bool Resting { get; init; } = true;
}
