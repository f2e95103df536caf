using System.Numerics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// Linear light to photo bytes, in the order in which a camera does it. A stage that is off costs nothing.
/// <list type="number">
/// <item>The lens acts on light, before anything has measured it: the colours part (<see cref="ChromaticAberration"/>), the disk of
/// confusion spreads them (<see cref="Defocus"/>, <see cref="DepthOfField"/>), the whole is smeared while the shutter is open
/// (<see cref="MotionBlur"/>), and the corners get less of it (<see cref="Vignetting"/>). These are sums of light, right only on linear values.</item>
/// <item>The sensor: how much light it gets (<see cref="Exposure"/>) and of what colour comes before the grain, which grows with the
/// light that is there. The white balance's error stands here too: it is what remains of the light's own colour once the camera has
/// taken out the wrong one. Then each pixel's photons and amplifier add grain (<see cref="SensorNoise"/>), and the mosaic keeps one colour
/// of it (<see cref="BayerMosaic"/>), so that interpolation spreads the grain into blotches as in real photos.</item>
/// <item>The tone curve decides what becomes of light beyond white (<see cref="ToneCurve"/>) and must see it before it is clipped and
/// encoded (<see cref="SrgbEncoding"/>); saturation, gamma, contrast and brightness are makers' and photographers' tastes on the encoded
/// picture (<see cref="ColorAdjustment"/>). Grey pictures become grey here: no later stage needs colour.</item>
/// <item>What happens to the finished picture: it is cut out (<see cref="CutOut"/>), sharpened (<see cref="Sharpening"/>), stored as JPEG
/// (<see cref="JpegCompression"/>), rounded to bytes (<see cref="PhotoBytes"/>), and turned into a negative.</item>
/// </list>
/// The bytes are a function of light, depth, settings and channels alone: not of the machine, nor of what was developed before.
/// Buffers are kept from image to image, and nothing is allocated after the first of its size. For one thread at a time.
/// </summary>
public sealed class PhotoPipeline
{
    private readonly PhotoPlanes _planes = new();
    private readonly MarginPlane _scratch = new(), _secondScratch = new();
    private readonly Kernel _kernel = new();
    private readonly ChromaticAberration _chromaticAberration = new();
    private readonly DepthOfField _depthOfField = new();
    private readonly BayerMosaic _mosaic = new();
    private readonly JpegCompression _jpeg = new();

    /// <summary>Develops one image.</summary>
    /// <param name="light">Is only read.</param>
    /// <param name="depth"><c>[H, W]</c>: metres along the camera's axis, 0 for the background; may be empty where the aperture is 0.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="output"><c>[H, W, channels]</c>, sRGB-encoded.</param>
    /// <exception cref="ArgumentException">A buffer's length or the channels are wrong.</exception>
    public void Develop(LinearImage light, ReadOnlySpan<float> depth, CameraSettings settings, int channels, Span<byte> output)
    {
        var pixels = light.Height * light.Width;
        if (channels is not (1 or 3) || output.Length != pixels * channels)
            throw new ArgumentException($"{output.Length} bytes are not a [{light.Height}, {light.Width}, {channels}] photo; channels are 1 or 3.", nameof(output));
        if (settings.Aperture > 0 && depth.Length != pixels)
            throw new ArgumentException($"An aperture needs the depth of {pixels} pixels, and there are {depth.Length}.", nameof(depth));

        _planes.Load(light, settings.CutOut);
        PassLens(depth, settings);
        Sense(settings);
        if (settings.Shoulder > 0)
            ToneCurve.Apply(_planes, settings.Shoulder);
        SrgbEncoding.Apply(_planes);
        ColorAdjustment.Apply(_planes, settings);
        Finish(settings, channels, output);
    }

    private void PassLens(ReadOnlySpan<float> depth, CameraSettings settings)
    {
        float side = _planes.Side;
        if (settings.ChromaticAberration != 0)
            _chromaticAberration.Apply(_planes, settings.ChromaticAberration * side, _scratch);
        if (Defocus.Fill(_kernel, settings.DefocusRadius * side))
            Blur(settings.CutOut);
        if (settings.Aperture > 0)
            _depthOfField.Apply(_planes, depth, settings.Aperture * side, settings.FocusDistance, settings.CutOut);
        if (MotionBlur.Fill(_kernel, settings.MotionLength * side, settings.MotionAngle))
            Blur(settings.CutOut);
        if (settings.Vignetting > 0)
            Vignetting.Apply(_planes, settings.Vignetting);
    }

    // Whoever cuts a thing out of a blurred photo follows its blurred edge, so the coverage is blurred too.
    private void Blur(bool withCoverage)
    {
        _kernel.ConvolveColors(_planes, _scratch);
        if (withCoverage)
            _kernel.Convolve(_planes, _planes.Coverage, _scratch);
    }

    private void Sense(CameraSettings settings)
    {
        if (settings.Exposure != 0)
            Exposure.Expose(_planes, settings.Exposure);
        if (settings.WhiteBalance != Vector3.One)
            Exposure.Balance(_planes, settings.WhiteBalance);
        if (settings.ShotNoise > 0 || settings.ReadNoise > 0)
            SensorNoise.Apply(_planes, settings.ShotNoise, settings.ReadNoise, settings.NoiseKey);
        if (settings.Demosaic)
            _mosaic.Apply(_planes);
    }

    private void Finish(CameraSettings settings, int channels, Span<byte> output)
    {
        if (channels == 1)
            PhotoBytes.MakeGrey(_planes, settings.GreyShares);
        if (settings.CutOut)
            CutOut.Apply(_planes, channels, settings.Backdrop, _secondScratch, _scratch);
        if (settings.Sharpening != 0)
        {
            Sharpening.Fill(_kernel, settings.Sharpening);
            if (channels == 1)
                _kernel.Convolve(_planes, _planes.Red, _scratch);
            else
                _kernel.ConvolveColors(_planes, _scratch);
        }
        if (settings.JpegQuality > 0)
            _jpeg.Apply(_planes, channels, Math.Min(settings.JpegQuality, 100));
        if (channels == 1)
            PhotoBytes.PackGrey(_planes, output);
        else
            PhotoBytes.PackColors(_planes, output);
        if (settings.Negative)
            PhotoBytes.Negate(output);
    }
}
