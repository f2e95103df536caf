namespace FewLabels.Sim.Core.Annotations;

/// <summary>A tight box in pixels from the top left; both ends count, so one pixel is 1×1.</summary>
/// <param name="VisiblePixels">Pixels of the instance inside it.</param>
public readonly record struct BoundingBox2D(int InstanceId, int ClassId, int X, int Y, int Width, int Height, int VisiblePixels);
