namespace FewLabels.Sim.Core.Annotations;

/// <summary>Metres from the camera, 0 where nothing is.</summary>
/// <param name="Meters"><c>[H, W]</c></param>
/// <param name="Range">False: along the forward axis (planar). True: along the pixel's ray.</param>
public sealed record DepthMap(string Labeler, int Height, int Width, float[] Meters, bool Range) : Annotation(Labeler);
