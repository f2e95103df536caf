using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Events.Kinds;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>An arm's row of the result table. Shares are in [0, 1]; null is not measured (yet).</summary>
internal sealed record ArmFigures
{
    public required string Arm { get; init; }

    public required string TargetLabels { get; init; }

    /// <summary>Target labels a class; null before an evaluation.</summary>
    public int? LabelsPerClass { get; init; }

    /// <summary>Target labels of all classes together; null where that is not known.</summary>
    public int? Labels { get; init; }

    public bool Oracle { get; init; }

    /// <summary>Gains are measured from this arm.</summary>
    public bool Reference { get; init; }

    /// <summary>On test photos.</summary>
    public Score? Score { get; init; }

    public double? Accuracy => Score?.Accuracy;

    /// <summary>Wilson's 95 % interval of <see cref="Accuracy"/>.</summary>
    public (double Low, double High)? Interval => Score?.Interval;

    public double? MeanOverClasses => Score?.MeanOverClasses;

    /// <summary>Accuracy above the reference's; null for the reference itself.</summary>
    public double? Gain { get; init; }

    /// <summary>On renders that training did not see.</summary>
    public Score? HeldOutRenders { get; init; }

    public DomainConfusion? Domain { get; init; }

    /// <summary>Seconds of training in this arm and those that it starts from.</summary>
    public double? Seconds { get; init; }

    /// <summary>A row an arm, in the run's order.</summary>
    public static IReadOnlyList<ArmFigures> Of(RunSummary run)
    {
        var reference = run.Reference;
        var start = reference?.TestPhotos?.Score.Accuracy;
        return [.. run.Arms.Select(arm => new ArmFigures
        {
            Arm = arm.Name,
            TargetLabels = arm.TargetLabels,
            LabelsPerClass = arm.LabelsPerClass,
            Labels = arm.Labels,
            Oracle = arm.Oracle,
            Reference = ReferenceEquals(arm, reference),
            Score = arm.TestPhotos?.Score,
            Gain = ReferenceEquals(arm, reference) ? null : arm.TestPhotos?.Score.Accuracy - start,
            HeldOutRenders = arm.HeldOutRenders?.Score,
            Domain = arm.DomainConfusion,
            Seconds = arm.TrainingSeconds,
        })];
    }
}
