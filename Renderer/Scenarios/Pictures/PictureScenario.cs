using FewLabels.Sim.Core.Datasets;
using System.Numerics;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Randomizers.Backgrounds;
using FewLabels.Sim.Renderer.Randomizers.Camera;
using FewLabels.Sim.Renderer.Randomizers.Cameras;
using FewLabels.Sim.Renderer.Randomizers.Lights;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>
/// One clean picture per class in, a labelled dataset out: signs, logos, labels and cards as plates, boxes and cards in space, worn, lit and photographed.
/// <c>pictures.folder</c> names the pictures, and the classes are theirs. As made it shows road signs from a car; <c>pictures.body</c> chooses boxes and cards.
/// </summary>
public sealed class PictureScenario : Scenario
{
    private readonly PictureRandomizer _pictures;

    public PictureScenario()
        : this(new PictureRandomizer())
    {
    }

    private PictureScenario(PictureRandomizer pictures)
        : base("pictures", [], CreateRandomizers(pictures))
    {
        _pictures = pictures;
        KeypointTemplate = Corners;
        // An arrow to the left is another sign than one to the right. Pictures that are no signs may be declared otherwise in a job.
        Symmetries = Symmetries.None;
        TuneCamera();
    }

    /// <summary>Of the picture's frame.</summary>
    internal static IReadOnlyList<string> Corners { get; } = ["top-left", "top-right", "bottom-right", "bottom-left"];

    // The pictures are there even where their randomizer is switched off.
    public override IEnumerable<Asset> Assets => base.Assets.Union(_pictures.Assets);

    protected override void OnScenarioStart()
    {
        if (_pictures.Set is null)
            _pictures.OnScenarioStart();
        Classes = _pictures.Set!.Classes;
    }

    protected override void OnIterationStart(Iteration iteration)
    {
        // What carries the plate stands still; plate, pole and neighbours hang on one object.
        iteration.Subject = iteration.Scene.Add("picture", iteration.Scene.Add("mount"));
        var camera = iteration.Scene.Camera;
        // What stays where the framing is switched off: the picture fills four fifths.
        camera.Transform.LocalPosition = new(0, 0, -3);
        camera.FieldOfView = 2 * MathF.Atan(PictureRandomizer.Longest / 0.8f / 6);
        (camera.Near, camera.Far) = (1, 30);
        (iteration.Scene.Environment.Sky, iteration.Scene.Environment.Equator, iteration.Scene.Environment.Ground) = (Vector3.One, Vector3.One, Vector3.One);
    }

    // Wear after all plates hang there; what looks at the camera after the framing; leaves' shadows after the sun; the meter last.
    private static Randomizer[] CreateRandomizers(PictureRandomizer pictures) =>
    [
        pictures,
        new MountRandomizer(pictures),
        new WearRandomizer(),
        new FramingRandomizer(),
        new DriftRandomizer(0.3f, 6),
        new LightRandomizer(new()
        {
            Target = Vector3.Zero,
            Elevation = new Uniform(5, 80),
            Intensity = new LogUniform(0.05f, 1.6f),
            Temperature = new Uniform(4000, 9000),
            ShadowStrength = new Uniform(0.5f, 0.95f),
            ShadowSoftness = new Uniform(0.001f, 0.02f),
            // The same number of lights in all images: each other number is another shader.
            Fill = new Chance(0),
            Extras = new Constant(0),
        }),
        new FoliageRandomizer(),
        new EnvironmentRandomizer(new()
        {
            Level = new LogUniform(0.25f, 1),
            EquatorShare = new Uniform(0.5f, 1.2f),
            Saturation = new Uniform(0, 0.15f),
            Boxes = new Constant(0),
            Occlusion = new Constant(0),
        }),
        new BackgroundRandomizer(new()
        {
            Kind = new Choice(("plain", 1), ("gradient", 2), ("pattern", 3), ("environment", 0.3f)),
            Hue = Natural,
            SecondHue = Natural,
            Saturation = Dull,
            SecondSaturation = Dull,
            Value = DarkOrBright,
            SecondValue = DarkOrBright,
            Pattern = new Choice(("noise", 6), ("stripes", 1), ("checks", 0.1f), ("wood", 0.5f), ("marble", 1), ("fabric", 0.1f), ("speckle", 0.3f)),
            Frequency = new LogUniform(0.15f, 4),
        }),
        new SurroundingsRandomizer(),
        new OccluderRandomizer([("stick", Primitives.Box(new(0.05f, 1, 0.05f))), ("leaf", Primitives.Sphere(0.5f, 12, 8))], new()
        {
            Target = Vector3.Zero,
            Count = new Uniform(0, 1.15f),
            Share = new Uniform(0.005f, 0.05f),
            Surface = new() { Hue = Natural, Saturation = Dull, Value = new Uniform(0.05f, 0.5f) },
        }),
        .. CameraRandomizers.All().Where(stage => stage is not DemosaicRandomizer),
        new MeterRandomizer(),
    ];

    // Skies, leaves, walls and soil.
    private static Curve Natural => new((0, 0.6f), (20, 1), (45, 1), (70, 0.3f), (120, 0.15f), (180, 0.1f), (210, 1), (235, 1), (260, 0.15f), (360, 0.4f));

    private static Curve DarkOrBright => new((0.05f, 2), (0.4f, 0.6f), (0.6f, 0.6f), (1, 2));

    private static Curve Dull => new((0, 3), (0.2f, 2), (0.4f, 0.3f), (0.7f, 0));

    // A camera in a moving car: dark and glaring scenes, missed focus, shake.
    private void TuneCamera()
    {
        this["defocus.missed"].Sampler = new Chance(0.85f);
        this["defocus.radius"].Sampler = new Curve((0.005f, 0.7f), (0.02f, 1), (0.035f, 1), (0.065f, 0));
        this["defocus.aperture"].Sampler = new Constant(0);
        this["motion-blur.shaken"].Sampler = new Chance(0.45f);
        this["motion-blur.length"].Sampler = new Uniform(0, 0.1f);
        this["exposure.stops"].Sampler = new TruncatedNormal(-0.8f, 1.5f, -3, 3);
        this["white-balance.temperature"].Sampler = new Normal(0, 25);
        this["white-balance.tint"].Sampler = new Normal(-1.5f, 2.5f);
        this["sensor-noise.shot"].Sampler = new LogUniform(0.00001f, 0.0003f);
        this["sensor-noise.read"].Sampler = new LogUniform(0.0001f, 0.0012f);
        this["tone-curve.shoulder"].Sampler = new Uniform(0, 0.35f);
        this["tone-curve.gamma"].Sampler = new Normal(1.25f, 0.12f);
        this["tone-curve.contrast"].Sampler = new Normal(1.1f, 0.1f);
        this["tone-curve.brightness"].Sampler = new TruncatedNormal(0.08f, 0.03f, 0.03f, 0.2f);
        this["tone-curve.saturation"].Sampler = new Normal(1, 0.2f);
        this["sharpening.strength"].Sampler = new Uniform(0, 0.7f);
        this["jpeg.used"].Sampler = new Chance(0.3f);
    }
}
