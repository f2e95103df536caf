using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Labelers;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>How images are rendered; what they show is the scenario's matter.</summary>
public sealed record FrameOptions
{
    /// <summary>Pixels a side of square images.</summary>
    public int Size { get; init; } = 28;

    /// <summary>Pixels, 8 to 4096; 0 for <see cref="Size"/>.</summary>
    public int Width { get; init; }

    /// <summary>Pixels, 8 to 4096; 0 for <see cref="Size"/>.</summary>
    public int Height { get; init; }

    /// <summary>1 for grey, 3 for colour; 0 for what the scenario is made for.</summary>
    public int Channels { get; init; }

    public long Seed { get; init; }

    /// <summary>
    /// Samples a side of a pixel, each shaded, 1 to 8; 0 for what the scenario is made for, which is mostly 1: four samples a pixel that share
    /// their shading (multisampling).
    /// </summary>
    public int Supersampling { get; init; }

    /// <summary>Frames drawn in one pass, up to 1024; 0 chooses by the size. Bytes of images don't depend on it.</summary>
    public int BatchSize { get; init; }

    /// <summary>Threads that build, draw and label, each with a GL context of its own; 0 for one a core, at most two.</summary>
    public int Workers { get; init; }

    /// <summary>What is said of each image beside its class.</summary>
    public IReadOnlyList<Labeler> Labelers { get; init; } = [];

    /// <summary>Frames of each image's sequence, 1 to 1000.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Seconds between the steps of a sequence.</summary>
    public float StepSeconds { get; init; } = 1 / 30f;

    /// <summary>Holds each frame's labels against each other, and sets a frame aside whose labels disagree.</summary>
    public bool SelfCheck { get; init; } = true;

    /// <summary>Sets a frame aside that can't be built, instead of ending with its error.</summary>
    public bool SkipErrors { get; init; }

    /// <summary>The same options with every 0 resolved.</summary>
    /// <exception cref="FewLabelsException">A value is out of range.</exception>
    internal FrameOptions Resolve(Scenarios.Scenario scenario)
    {
        var (width, height) = (Width > 0 ? Width : Size, Height > 0 ? Height : Size);
        Require(width is >= 8 and <= 4096, "width", width, "8 to 4096 pixels");
        Require(height is >= 8 and <= 4096, "height", height, "8 to 4096 pixels");
        Require(Channels is 0 or 1 or 3, "number of channels", Channels, "1, 3, or 0 for the scenario's own");
        Require(Supersampling is >= 0 and <= 8, "supersampling", Supersampling, "1 to 8, or 0 for the scenario's own");
        Require(BatchSize is >= 0 and <= 1024, "batch size", BatchSize, "1 to 1024, or 0 to choose by the size");
        Require(Workers is >= 0 and <= 64, "number of workers", Workers, "1 to 64, or 0 to choose by the cores");
        Require(Steps is >= 1 and <= 1000, "number of steps", Steps, "1 to 1000");
        var side = Supersampling > 0 ? Supersampling : scenario.Supersampling(Math.Max(width, height));
        // Outputs lie image under image in one texture, and 16,384 rows are what every driver has. 32 MiB of samples stay near the cores' caches.
        var most = Math.Min(16384 / height, Math.Max(1, (32 << 20) / (width * height * 12 * Math.Max(4, side * side))));
        most = Math.Max(Math.Min(most, 64), Steps);
        Require(BatchSize * height <= 16384, "batch size", BatchSize, $"at most {16384 / height} at this height");
        Require(Steps * height <= 16384, "number of steps", Steps, $"at most {16384 / height} at this height");
        return this with
        {
            Width = width,
            Height = height,
            Channels = Channels > 0 ? Channels : scenario.Channels,
            Supersampling = side,
            BatchSize = Math.Max(BatchSize > 0 ? BatchSize : most, Steps),
            // Mesa's rasteriser has two displays (GlContext); a third worker would wait for another's.
            Workers = Workers > 0 ? Workers : Math.Clamp(Environment.ProcessorCount, 1, 2),
        };
    }

    private static void Require(bool holds, string name, int value, string allowed)
    {
        if (!holds)
            throw new FewLabelsException($"The {name} {value} is out of range", "frame options", $"Allowed: {allowed}.", ExitCode.WrongUsage);
    }
}
