using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>How a dataset is measured.</summary>
public sealed record StatisticsOptions
{
    /// <summary>Larger images are shrunk to this many pixels of their longer side before their pixels are measured, so that datasets of different sizes compare.</summary>
    public int Side { get; init; } = 256;

    /// <summary>Is an image that can't be read an error? Otherwise it is counted, with its reason.</summary>
    public bool Strict { get; init; }

    public DecodeLimits? Limits { get; init; }

    /// <summary>Threads; all cores when 0.</summary>
    public int Workers { get; init; }
}
