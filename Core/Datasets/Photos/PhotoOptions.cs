using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Photos;

/// <summary>How a tree of photos is gone through.</summary>
public sealed record PhotoOptions
{
    /// <summary>A photo that is not read is an error; otherwise it is skipped, with its reason, and counted.</summary>
    public bool Strict { get; init; }

    /// <summary>Links to folders are entered too, each folder once, so that a loop ends. Links to files are photos either way.</summary>
    public bool FollowLinks { get; init; }

    /// <summary>Files and folders whose names begin with a dot count too: thumbnails, trash and the second halves that macOS writes beside its files.</summary>
    public bool Hidden { get; init; }

    /// <summary>The largest photo to take.</summary>
    public DecodeLimits Limits { get; init; } = new();
}
