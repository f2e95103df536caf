namespace FewLabels.Sim.Learning.Objectives;

/// <summary>How a view's images are changed.</summary>
public enum ViewKind
{
    /// <summary>So little that nobody would call it another image.</summary>
    Weak,
    /// <summary>As far as the class can still be told.</summary>
    Strong,
    /// <summary>Twice, to be told to belong together.</summary>
    Pair,
}
