namespace FewLabels.Sim.Core.Images;

/// <summary>The largest image that is decoded, held against the header before any pixel is allocated.</summary>
/// <param name="Bytes">Of the file.</param>
/// <param name="Side">Width or height, in pixels.</param>
/// <param name="Pixels">Width × height.</param>
public sealed record DecodeLimits(long Bytes = 64 << 20, int Side = 16384, long Pixels = 64 << 20);
