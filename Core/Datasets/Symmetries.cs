namespace FewLabels.Sim.Core.Datasets;

/// <summary>
/// Changes of a whole image that leave its class what it was. A dataset declares those of its classes: a mirrored shirt is a shirt, a mirrored
/// <c>b</c> is a <c>d</c>. What was not declared is taken to change the class.
/// </summary>
[Flags]
public enum Symmetries
{
    None = 0,
    /// <summary>Left and right change places.</summary>
    FlipHorizontal = 1,
    /// <summary>Top and bottom change places.</summary>
    FlipVertical = 2,
    /// <summary>A half turn.</summary>
    Rotate180 = 4,
    /// <summary>A quarter turn, either way.</summary>
    Rotate90 = 8,
}
