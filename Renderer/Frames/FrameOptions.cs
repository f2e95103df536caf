using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>How images are rendered; what they show is the scenario's matter.</summary>
public sealed record FrameOptions
{
    /// <summary>Pixels a side, 8 to 1024.</summary>
    public int Size { get; init; } = 28;

    public long Seed { get; init; }

    /// <summary>Samples a side of a pixel, 1 to 8; 0 chooses by the size.</summary>
    public int Supersampling { get; init; }

    /// <summary>Images drawn in one pass, up to 1024; 0 chooses by the size. Bytes of images don't depend on it.</summary>
    public int BatchSize { get; init; }

    /// <summary>Threads that build scenes; 0 for all cores but one, at most 8.</summary>
    public int Builders { get; init; }

    /// <summary>The same options with every 0 resolved.</summary>
    /// <exception cref="FewLabelsException">A value is out of range.</exception>
    internal FrameOptions Resolve()
    {
        Require(Size is >= 8 and <= 1024, "size", Size, "8 to 1024");
        Require(Supersampling is >= 0 and <= 8, "supersampling", Supersampling, "1 to 8, or 0 to choose by the size");
        Require(BatchSize is >= 0 and <= 1024, "batch size", BatchSize, "1 to 1024, or 0 to choose by the size");
        Require(Builders is >= 0 and <= 64, "builders", Builders, "1 to 64, or 0 to choose by the cores");
        // A catalogue thumbnail has 73 pixels on its longer side; 28 × 3 comes nearest.
        var samples = Supersampling > 0 ? Supersampling : Size <= 40 ? 3 : 2;
        // Outputs lie image under image in one texture, and 16,384 rows are what every driver has.
        var most = Math.Min(16384 / Size, Math.Max(1, (48 << 20) / (Size * samples * Size * samples * 8)));
        Require(BatchSize <= most, "batch size", BatchSize, $"at most {most} at size {Size}");
        return this with
        {
            Supersampling = samples,
            BatchSize = BatchSize > 0 ? BatchSize : Math.Min(256, most),
            Builders = Builders > 0 ? Builders : Math.Clamp(Environment.ProcessorCount - 1, 1, 8),
        };
    }

    private static void Require(bool holds, string name, int value, string allowed)
    {
        if (!holds)
            throw new FewLabelsException($"The {name} {value} is out of range", "frame options", $"Allowed: {allowed}.", ExitCode.WrongUsage);
    }
}
