using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>How light becomes a photo, for one image. As made, every stage is off: linear light is clipped, sRGB-encoded and stored.</summary>
public sealed record CameraSettings
{
    /// <summary>Exposure in stops (EV); the light is multiplied by 2 to this power.</summary>
    public float Exposure { get; set; }

    /// <summary>Gains of red, green and blue that the camera's white balance leaves in error; (1, 1, 1) is right.</summary>
    public Vector3 WhiteBalance { get; set; } = Vector3.One;

    /// <summary>Light lost in the corners, 0 to 1; it falls with the fourth power of the cosine's like.</summary>
    public float Vignetting { get; set; }

    /// <summary>Pixels by which red lies farther out and blue farther in, at the corner.</summary>
    public float ChromaticAberration { get; set; }

    /// <summary>Radius in pixels of the disk of confusion, the same everywhere.</summary>
    public float DefocusRadius { get; set; }

    /// <summary>Aperture of a thin lens, pixels × metres: a point at depth d gets the radius Aperture · |1/d − 1/<see cref="FocusDistance"/>|. 0 for a pinhole.</summary>
    public float Aperture { get; set; }

    /// <summary>Metres.</summary>
    public float FocusDistance { get; set; } = 1;

    /// <summary>Length in pixels of the camera's shake while the shutter is open.</summary>
    public float MotionLength { get; set; }

    /// <summary>Its direction in radians from the x axis, clockwise in the image.</summary>
    public float MotionAngle { get; set; }

    /// <summary>Variance of the photon noise per unit of light (white is 1).</summary>
    public float ShotNoise { get; set; }

    /// <summary>Deviation of the sensor's own noise, as a share of white.</summary>
    public float ReadNoise { get; set; }

    /// <summary>Each pixel senses one colour (Bayer's RGGB) and the others are interpolated.</summary>
    public bool Demosaic { get; set; }

    /// <summary>Power on the encoded value; 1 leaves it.</summary>
    public float Gamma { get; set; } = 1;

    /// <summary>Slope about middle grey of the encoded value; 1 leaves it.</summary>
    public float Contrast { get; set; } = 1;

    /// <summary>Added to the encoded value, −1 to 1.</summary>
    public float Brightness { get; set; }

    /// <summary>1 leaves colours, 0 makes them grey.</summary>
    public float Saturation { get; set; } = 1;

    /// <summary>Shoulder of the tone curve: 0 clips at white, 1 compresses highlights by a filmic curve.</summary>
    public float Shoulder { get; set; }

    /// <summary>Strength of the unsharp mask (3×3 Gaussian, deviation 1 px) on the encoded image; negative blurs.</summary>
    public float Sharpening { get; set; }

    /// <summary>Quality of the JPEG that the image goes through, 1 to 100; 0 for none.</summary>
    public int JpegQuality { get; set; }

    /// <summary>The thing is cut out and laid on a plain backdrop, as catalogues do: noise and light stay off the backdrop.</summary>
    public bool CutOut { get; set; }

    /// <summary>The cut-out's backdrop, encoded grey 0 to 1.</summary>
    public float Backdrop { get; set; } = 1;

    /// <summary>Black and white are exchanged at the very end.</summary>
    public bool Negative { get; set; }

    /// <summary>Shares of red, green and blue where the output is grey (Rec. 601 luma by default), on encoded values.</summary>
    public Vector3 GreyShares { get; set; } = new(0.299f, 0.587f, 0.114f);

    /// <summary>Which noise.</summary>
    public StreamKey NoiseKey { get; set; }
}
