using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>
/// Can a freshly trained classifier tell the domains apart from held-out features? Its test accuracy (0.5: it cannot) and the
/// proxy A-distance 2(1 − 2ε) (Ben-David et al. 2007; Ganin et al. 2016, 5.1.5), with the same measured within each domain.
/// </summary>
[MessagePackObject]
public sealed record DomainConfusion
{
    [Key(0)] public string Arm { get; init; } = "";

    /// <summary>Test features of each domain.</summary>
    [Key(1)] public int Count { get; init; }

    /// <summary>Features a sample.</summary>
    [Key(2)] public int Width { get; init; }

    [Key(3)] public double Accuracy { get; init; }

    /// <summary>Wilson's 95 % interval of <see cref="Accuracy"/>.</summary>
    [Key(4)] public double Low { get; init; }

    [Key(5)] public double High { get; init; }

    /// <summary>In [0, 2]; 0 when the domains cannot be told apart.</summary>
    [Key(6)] public double ProxyADistance { get; init; }

    /// <summary>The same between two halves of the source.</summary>
    [Key(7)] public double SourceNull { get; init; }

    /// <summary>The same between two halves of the target.</summary>
    [Key(8)] public double TargetNull { get; init; }

    [Key(9)] public long Seed { get; init; }
}
