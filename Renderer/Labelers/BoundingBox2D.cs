namespace FewLabels.Sim.Renderer.Labelers;

/// <summary>The tight box of what is seen of one instance, in pixels from the top left; both ends count, so one pixel is 1×1.</summary>
public readonly record struct BoundingBox2D(ushort InstanceId, byte ClassId, int X, int Y, int Width, int Height, int VisiblePixels);
