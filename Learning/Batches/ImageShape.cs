using System.Globalization;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>What every image of a source has in common: <c>[H, W, C]</c> bytes, sRGB.</summary>
/// <param name="Height">Pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Channels">1 (grey) or 3 (RGB).</param>
public readonly record struct ImageShape(int Height, int Width, int Channels)
{
    /// <summary>Bytes of one image.</summary>
    public int Bytes => Height * Width * Channels;

    /// <summary>In words, the width first: <c>28×28 pixels, grey</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}×{Height} pixels, {(Channels == 1 ? "grey" : Channels == 3 ? "RGB" : $"{Channels} channels")}");
}
