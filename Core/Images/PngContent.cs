namespace FewLabels.Sim.Core.Images;

/// <summary>What a picture is like, for the choice of its compression.</summary>
public enum PngContent
{
    /// <summary>Neighbours are similar and seldom equal.</summary>
    Photo,

    /// <summary>Large areas of one colour: masks.</summary>
    Flat,
}
