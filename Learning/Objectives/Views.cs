using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Learning.Objectives;

/// <summary>What is known of each <see cref="View"/>.</summary>
public static class Views
{
    public static Domain DomainOf(View view) => view is View.Source or View.SourcePair ? Domain.Source : Domain.Target;

    /// <summary>Do its images come with labels?</summary>
    public static bool HasLabels(View view) => view is View.Source or View.LabelledTarget or View.OracleTarget;

    /// <summary>How are its images changed?</summary>
    public static ViewKind KindOf(View view) => view switch
    {
        View.TargetStrong => ViewKind.Strong,
        View.SourcePair or View.TargetPair => ViewKind.Pair,
        _ => ViewKind.Weak,
    };
}
