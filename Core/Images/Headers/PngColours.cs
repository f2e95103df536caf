namespace FewLabels.Sim.Core.Images.Headers;

/// <summary>The code points of a PNG's <c>cICP</c> chunk (ITU-T H.273): whose primaries, and which curve.</summary>
internal readonly record struct PngColours(byte Primaries, byte Curve);
