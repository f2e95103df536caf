namespace FewLabels.Sim.Learning.Networks;

/// <summary>Which side of the gap a batch comes from.</summary>
public enum Domain
{
    /// <summary>Renders.</summary>
    Source,
    /// <summary>Photos.</summary>
    Target,
}
