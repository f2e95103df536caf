using FewLabels.Sim.Renderer.CameraPipeline;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>
/// The way from a catalogue picture to Fashion-MNIST (Xiao et al. 2017, section 2): subsampled, sharpened with a Gaussian, made
/// a negative, made grey; each step with some play.
/// </summary>
public sealed class PhotoRandomizer : Randomizer
{
    private readonly Parameter _taps, _tapX, _tapY, _exposure, _gamma, _contrast, _brightness, _sharpening, _noise, _noisy, _backdrop, _offWhite;

    public PhotoRandomizer()
        : base("photo")
    {
        _taps = Declare("subsampling", new Choice(("points", 0.42f), ("pairs", 0.45f), ("all", 0.13f)), "camera");
        _tapX = Declare("tap-x", 0, 3, "camera");
        _tapY = Declare("tap-y", 0, 3, "camera");
        // Exposure and brightness make the renders as light as the photos are, which is told without labels.
        _exposure = Declare("exposure", 0.8f, 1.4f, "camera");
        _gamma = Declare("gamma", new Normal(1, 0.12f), "camera");
        _contrast = Declare("contrast", new Normal(1, 0.12f), "camera");
        _brightness = Declare("brightness", new Normal(0.05f, 0.03f), "camera");
        // ImageMagick's -sharpen 1x1 comes to 0.83 of this unsharp mask.
        _sharpening = Declare("sharpening", new Normal(1.0f, 0.35f), "camera");
        _noisy = Declare("noisy", new Chance(0.5f), "camera");
        _noise = Declare("noise", 0, 0.05f, "camera");
        _offWhite = Declare("off-white", new Chance(0.06f), "camera");
        _backdrop = Declare("backdrop", 0.96f, 1, "camera");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        iteration.Scene.Subsampling = iteration.Draw(_taps) switch
        {
            0 => At(iteration, 1),
            1 => At(iteration, 2),
            _ => Subsampling.All with { Encoded = true },
        };
        var backdrop = iteration.Is(_offWhite) ? iteration.Draw(_backdrop) : 1;
        (iteration.Scene.Background.Color, iteration.Scene.Background.SecondColor) = (new(backdrop), new(backdrop));
        iteration.Scene.Photo = new CameraSettings
        {
            // Linear gain as stops.
            Exposure = MathF.Log2(iteration.Draw(_exposure)),
            Gamma = iteration.Draw(_gamma),
            Contrast = iteration.Draw(_contrast),
            Brightness = iteration.Draw(_brightness),
            Sharpening = iteration.Draw(_sharpening),
            // Photon noise is what stands out evenly, dark or light, once it is encoded by about a square root.
            ShotNoise = iteration.Is(_noisy) ? 4 * MathF.Pow(iteration.Draw(_noise), 2) : 0,
            NoiseKey = iteration.Key("grain"),
            CutOut = true,
            Backdrop = backdrop,
            Negative = true,
        };
    }

    private Subsampling At(Iteration iteration, int taps) => new(taps, (int)iteration.Draw(_tapX), (int)iteration.Draw(_tapY), Encoded: true);
}
