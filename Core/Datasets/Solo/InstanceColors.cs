namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>
/// The colours of masks as Unity Perception chooses them: hues a golden ratio apart, darker after each 64; ids above 1024 are counted
/// through red, green, blue, and then down through alpha.
/// </summary>
public static class InstanceColors
{
    private const int Named = 1024;
    private const int Hues = 64;
    private const double GoldenRatio = 1.6180339887498948;

    /// <summary>What a pixel without an instance shows.</summary>
    public static Rgba Background { get; } = new(0, 0, 0, 255);

    /// <param name="id">From 1; 0 is the background.</param>
    public static Rgba Of(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        if (id == 0)
            return Background;
        if (id > Named)
        {
            var number = id - Named;
            return new((byte)(number >> 16), (byte)(number >> 8), (byte)number, (byte)(254 - (number >> 24)));
        }
        var hue = (id - 1) % Hues * GoldenRatio % 1;
        var value = 1 - (id - 1) / Hues / 17.0;
        // HSV with full saturation: each channel is a trapezoid over the hue.
        return new(Channel(5), Channel(3), Channel(1), 255);

        byte Channel(int shift)
        {
            var k = (shift + hue * 6) % 6;
            return (byte)Math.Round(255 * value * (1 - Math.Clamp(Math.Min(k, 4 - k), 0, 1)));
        }
    }
}

/// <summary>A colour of 8 bits a channel.</summary>
public readonly record struct Rgba(byte R, byte G, byte B, byte A);
