namespace FewLabels.Sim.Core.Images;

/// <summary>
/// The largest image that is decoded, held against the file's header before any pixel is allocated. What a header promises and what decoding it costs
/// are both bounded, so a file of any bytes ends within seconds and within the memory.
/// </summary>
/// <param name="Bytes">Of the file.</param>
/// <param name="Width">In pixels, as stored (before a turn).</param>
/// <param name="Height">In pixels, as stored.</param>
/// <param name="Pixels">Width × height.</param>
/// <param name="Frames">Of an animation, though only the first is decoded.</param>
/// <param name="Scans">Passes over the picture in one JPEG. Encoders write up to about 20; each costs time for every block, however few bytes it has.</param>
/// <param name="Memory">Bytes that decoding takes beside the file's own: pixels as they are written, and what the decoder holds meanwhile. Decodings that run at the same
/// time stay below it together: they take turns where they would not.</param>
public sealed record DecodeLimits(
    long Bytes = 64 << 20, int Width = 16384, int Height = 16384, long Pixels = 64 << 20, int Frames = 1000, int Scans = 100, long Memory = 1L << 30);
