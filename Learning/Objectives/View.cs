using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Learning.Objectives;

/// <summary>The kinds of images that a step can carry. A step has those that its objectives ask for and no others.</summary>
public enum View
{
    /// <summary>Renders with labels, weakly augmented.</summary>
    Source,
    /// <summary>Photos, weakly augmented.</summary>
    Target,
    /// <summary>The same photos, strongly augmented.</summary>
    TargetStrong,
    /// <summary>The few labelled photos, weakly augmented.</summary>
    LabelledTarget,
    /// <summary>All photos with all labels, weakly augmented: for oracles alone.</summary>
    OracleTarget,
    /// <summary>Renders twice over, as two random crops of each.</summary>
    SourcePair,
    /// <summary>Photos twice over, as two random crops of each.</summary>
    TargetPair,
}
