namespace FewLabels.Sim.Renderer.Randomizers.Cameras;

/// <summary>The lens of a <see cref="LensRandomizer"/>. As made: from short telephoto to wide angle, centred, with square pixels.</summary>
public sealed record LensOptions
{
    /// <summary>Vertical, degrees.</summary>
    public Sampler FieldOfView { get; init; } = new Uniform(25, 60);

    /// <summary>Are the rays parallel?</summary>
    public Sampler Orthographic { get; init; } = new Chance(0);

    /// <summary>Half the height of what an orthographic camera sees, metres.</summary>
    public Sampler OrthographicSize { get; init; } = new Uniform(0.08f, 0.3f);

    /// <summary>Shift of the principal point to the right, in half frames; null keeps it in the middle.</summary>
    public Sampler? PrincipalX { get; init; }

    /// <summary>Shift of the principal point upwards, in half frames; null keeps it in the middle.</summary>
    public Sampler? PrincipalY { get; init; }

    /// <summary>Horizontal focal length over the vertical one; null for 1.</summary>
    public Sampler? FocalRatio { get; init; }

    /// <summary>With intrinsics as loosely calibrated cameras have them: the principal point within 3 % of the frame, pixels square to 2 %.</summary>
    public static LensOptions Uncalibrated { get; } = new()
    {
        PrincipalX = new Uniform(-0.06f, 0.06f),
        PrincipalY = new Uniform(-0.06f, 0.06f),
        FocalRatio = new Uniform(0.98f, 1.02f),
    };
}
