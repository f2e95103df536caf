using System.Numerics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>How a picture is developed: subsampling, sharpening, tone and noise, as the resolve shaders read it (4 vec4).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Development
{
    public Development() { }

    /// <summary>Samples a side that one output pixel averages, 1 (points, aliased) up to the supersampling.</summary>
    public float Taps = 1;

    /// <summary>Where in the pixel the first sample lies, in samples; held so that all taps stay in the pixel.</summary>
    public Vector2 TapOffset;

    /// <summary>The backdrop's grey, 0 to 1.</summary>
    public float Backdrop = 1;

    /// <summary>Linear gain of the light.</summary>
    public float Exposure = 1;

    /// <summary>Power on the encoded grey; 1 leaves it.</summary>
    public float Gamma = 1;

    /// <summary>Slope about middle grey; 1 leaves it.</summary>
    public float Contrast = 1;

    /// <summary>Added to the grey, −1 to 1.</summary>
    public float Brightness;

    /// <summary>Strength of the unsharp mask (3×3 Gaussian, deviation 1 px); negative blurs.</summary>
    public float Sharpening;

    /// <summary>Deviation of the sensor's noise, as a share of white, on the object only.</summary>
    public float Noise;

    /// <summary>Which noise; 24 bits are used.</summary>
    public float NoiseSeed;

    /// <summary>1 to make a negative, 0 for a positive.</summary>
    public float Negative = 1;

    /// <summary>Shares of red, green and blue in the grey.</summary>
    public Vector3 GreyShares = new(0.299f, 0.587f, 0.114f);

    private readonly float _padding;
}
