namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>How a <see cref="RotationRandomizer"/> turns objects. As made: to all sides alike.</summary>
public sealed record RotationOptions
{
    /// <summary>A unit quaternion x, y, z, w; null to turn by <see cref="Yaw"/>, <see cref="Pitch"/> and <see cref="Roll"/>.</summary>
    public VectorSampler? Orientation { get; init; } = new UniformRotation();

    /// <summary>Degrees about Y, when there is no <see cref="Orientation"/>.</summary>
    public Sampler Yaw { get; init; } = new Uniform(0, 360);

    /// <summary>Degrees about X, turned before the yaw.</summary>
    public Sampler Pitch { get; init; } = new Uniform(-10, 10);

    /// <summary>Degrees about Z, turned before both.</summary>
    public Sampler Roll { get; init; } = new Uniform(-10, 10);

    /// <summary>Upright things: any yaw, no tilt.</summary>
    public static RotationOptions Upright { get; } = new() { Orientation = null, Pitch = new Uniform(0, 0), Roll = new Uniform(0, 0) };
}
