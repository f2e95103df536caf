using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// How light becomes a photo, for one image. As made, every stage is off: linear light is clipped, sRGB-encoded and stored.
/// What the lens and a shaking hand do is measured in shares of the image's shorter side, so that one setting means one camera at any
/// size of its picture; what sensor and file do (mosaic, grain, sharpening, JPEG) happens to pixels and is measured in them.
/// </summary>
public sealed record CameraSettings
{
    /// <summary>Exposure in stops (EV); the light is multiplied by 2 to this power.</summary>
    public float Exposure { get; set; }

    /// <summary>Gains of red, green and blue that the camera's white balance leaves in error; (1, 1, 1) is right. See <see cref="ColorTemperature"/>.</summary>
    public Vector3 WhiteBalance { get; set; } = Vector3.One;

    /// <summary>The share of light that the corner pixels lose, 0 to 1; the loss grows as cos⁴ of the angle to the lens's axis does.</summary>
    public float Vignetting { get; set; }

    /// <summary>How far out red lies, and how far in blue, at the corner; a share of the shorter side. Negative exchanges them.</summary>
    public float ChromaticAberration { get; set; }

    /// <summary>Radius of the disk of confusion, the same everywhere; a share of the shorter side. Up to half a pixel it changes nothing; it is held at 16 pixels.</summary>
    public float DefocusRadius { get; set; }

    /// <summary>
    /// Aperture of a thin lens, shares of the shorter side × metres: a point at depth d metres gets the radius
    /// Aperture · |1/d − 1/<see cref="FocusDistance"/>|, held at 8 pixels. 0 for a pinhole. For a lens of focal length f and f-number N before a sensor
    /// whose shorter side is s (all in metres) it is f² / (2 N s): 0.002 for a phone's main camera, 0.03 for a 50 mm f/2 on full frame.
    /// </summary>
    public float Aperture { get; set; }

    /// <summary>Metres, above 0.</summary>
    public float FocusDistance { get; set; } = 1;

    /// <summary>Length of the camera's shake while the shutter is open; a share of the shorter side. It is held at 30 pixels.</summary>
    public float MotionLength { get; set; }

    /// <summary>Its direction in radians from the x axis, clockwise in the image.</summary>
    public float MotionAngle { get; set; }

    /// <summary>Variance of the photon noise per unit of light (white is 1): 1 over the photons that a pixel counts at white.</summary>
    public float ShotNoise { get; set; }

    /// <summary>Deviation of the sensor's own noise, as a share of white.</summary>
    public float ReadNoise { get; set; }

    /// <summary>Each pixel senses one colour (Bayer's RGGB) and the others are interpolated.</summary>
    public bool Demosaic { get; set; }

    /// <summary>Power on the encoded value, above 0; 1 leaves it.</summary>
    public float Gamma { get; set; } = 1;

    /// <summary>Slope about middle grey of the encoded value; 1 leaves it.</summary>
    public float Contrast { get; set; } = 1;

    /// <summary>Added to the encoded value, −1 to 1.</summary>
    public float Brightness { get; set; }

    /// <summary>1 leaves colours, 0 makes them grey (Rec. 601 luma of the encoded values).</summary>
    public float Saturation { get; set; } = 1;

    /// <summary>Shoulder of the tone curve: 0 clips at white; 1 compresses all light above 0.2 by a filmic curve that never quite reaches white.</summary>
    public float Shoulder { get; set; }

    /// <summary>Strength of the unsharp mask (3×3 Gaussian, deviation 1 px) on the encoded image; negative blurs.</summary>
    public float Sharpening { get; set; }

    /// <summary>Quality of the JPEG that the image goes through, 1 to 100; 0 for none.</summary>
    public int JpegQuality { get; set; }

    /// <summary>The thing is cut out by its coverage and laid on a plain backdrop, as catalogues do: noise and light stay off the backdrop.</summary>
    public bool CutOut { get; set; }

    /// <summary>The cut-out's backdrop, encoded grey 0 to 1.</summary>
    public float Backdrop { get; set; } = 1;

    /// <summary>Black and white are exchanged at the very end.</summary>
    public bool Negative { get; set; }

    /// <summary>Shares of red, green and blue where the output is grey (Rec. 601 luma by default), on encoded values.</summary>
    public Vector3 GreyShares { get; set; } = new(0.299f, 0.587f, 0.114f);

    /// <summary>Which noise; see <see cref="Randomizers.Iteration.Key"/>.</summary>
    public StreamKey NoiseKey { get; set; }
}
