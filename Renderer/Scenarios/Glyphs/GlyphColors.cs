using System.Numerics;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>An image's two colours; on its subject. As made: black ink on a light ground.</summary>
internal sealed class GlyphColors : Component
{
    public GreyedColor Ink { get; set; } = new(0, 0, 0.05f);

    public GreyedColor Ground { get; set; } = new(0, 0, 0.85f);

    /// <summary>Between ink and ground, in grey levels of the encoded image; below 0 for light ink.</summary>
    public float Contrast => Ground.Grey - Ink.Grey;
}

/// <summary>A colour by what a grey photo shows of it.</summary>
/// <param name="Hue">Degrees.</param>
/// <param name="Saturation">0 to 1; what is left of it near black and white is less.</param>
/// <param name="Grey">Rec. 601 luma of the encoded colour, 0 to 1.</param>
internal readonly record struct GreyedColor(float Hue, float Saturation, float Grey)
{
    private static readonly Vector3 Shares = new(0.299f, 0.587f, 0.114f);

    /// <summary>The same colour, lighter or darker.</summary>
    public GreyedColor Lighter(float by) => this with { Grey = Math.Clamp(Grey + by, 0, 1) };

    /// <summary>Linear RGB: the full colour darkened, or mixed with white, until it has the grey level.</summary>
    public Vector3 ToLinear()
    {
        var full = SrgbCurve.ToEncoded(new Hsv(Hue, Saturation, 1).ToLinear());
        var grey = Vector3.Dot(Shares, full);
        var encoded = Grey <= grey ? full * (Grey / grey) : Vector3.Lerp(full, Vector3.One, (Grey - grey) / (1 - grey));
        return SrgbCurve.ToLinear(encoded);
    }
}
