using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>How good a network is as far as can be said without a target label; higher is better.</summary>
[MessagePackObject]
public sealed record LabelFreeScore
{
    [Key(0)] public string Arm { get; init; } = "";

    /// <summary>From 0 within the arm.</summary>
    [Key(1)] public int Stage { get; init; }

    /// <summary>Steps done in the stage.</summary>
    [Key(2)] public int Number { get; init; }

    /// <summary>"information", "entropy" or "source-accuracy".</summary>
    [Key(3)] public string Name { get; init; } = "";

    [Key(4)] public double Value { get; init; }

    /// <summary>The best of the stage so far.</summary>
    [Key(5)] public bool Best { get; init; }

    /// <summary>The stage ends here: the score has not risen for as long as it may.</summary>
    [Key(6)] public bool Stop { get; init; }
}
