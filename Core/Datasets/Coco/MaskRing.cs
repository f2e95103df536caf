namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>A closed polygon about a part of a mask, or about a hole in it.</summary>
/// <param name="Points">In pixels from the image's top left corner; the last is joined to the first.</param>
internal sealed record MaskRing(IReadOnlyList<(double X, double Y)> Points, bool IsHole);
