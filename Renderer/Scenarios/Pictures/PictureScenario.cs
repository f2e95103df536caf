using System.Numerics;
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
/// <c>pictures.folder</c> names the pictures, and the classes are theirs.
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
        TuneCamera();
    }

    /// <summary>Of the picture's frame.</summary>
    internal static IReadOnlyList<string> Corners { get; } = ["top-left", "top-right", "bottom-right", "bottom-left"];

    protected override void OnScenarioStart()
    {
        if (_pictures.Set is null)
            _pictures.OnScenarioStart();
        Classes = _pictures.Set!.Classes;
    }

    protected override void OnIterationStart(Iteration iteration)
    {
        // All that turns with the plate hangs on one object.
        iteration.Subject = iteration.Scene.Add("picture", iteration.Scene.Add("mount"));
        var camera = iteration.Scene.Camera;
        // What stays where the framing is switched off: the picture fills four fifths.
        camera.Transform.LocalPosition = new(0, 0, -3);
        camera.FieldOfView = 2 * MathF.Atan(PictureRandomizer.Longest / 0.8f / 6);
        (camera.Near, camera.Far) = (1, 30);
        (iteration.Scene.Environment.Sky, iteration.Scene.Environment.Equator, iteration.Scene.Environment.Ground) = (Vector3.One, Vector3.One, Vector3.One);
    }

    private static Randomizer[] CreateRandomizers(PictureRandomizer pictures) =>
    [
        pictures,
        new MountRandomizer(pictures),
        new FramingRandomizer(),
        new DriftRandomizer(0.3f, 6),
        new LightRandomizer(new()
        {
            Target = Vector3.Zero,
            Elevation = new Uniform(5, 80),
            Intensity = new LogUniform(0.05f, 1.6f),
            Temperature = new Uniform(3500, 9500),
            ShadowStrength = new Uniform(0.3f, 0.95f),
            // The same number of lights in all images: each other number is another shader.
            Fill = new Chance(0),
            Extras = new Constant(0),
        }),
        new EnvironmentRandomizer(new()
        {
            Level = new LogUniform(0.08f, 0.9f),
            EquatorShare = new Uniform(0.5f, 1.2f),
            Saturation = new Uniform(0, 0.2f),
            Boxes = new Constant(0),
            Occlusion = new Constant(0),
        }),
        new BackgroundRandomizer(new()
        {
            Kind = new Choice(("plain", 0.6f), ("gradient", 1.4f), ("pattern", 2), ("environment", 0.5f)),
            Saturation = new Uniform(0, 0.55f),
            SecondSaturation = new Uniform(0, 0.55f),
            Value = new Uniform(0.03f, 1),
            SecondValue = new Uniform(0.03f, 0.9f),
            Pattern = new Choice(("noise", 6), ("stripes", 1), ("checks", 0.3f), ("wood", 1), ("marble", 1), ("fabric", 0.1f), ("speckle", 2)),
            Frequency = new LogUniform(1, 24),
        }),
        new OccluderRandomizer([("stick", Primitives.Box(new(0.05f, 1, 0.05f))), ("leaf", Primitives.Sphere(0.5f, 12, 8))], new()
        {
            Target = Vector3.Zero,
            Count = new Uniform(0, 1.2f),
            Share = new Uniform(0.005f, 0.06f),
        }),
        .. CameraRandomizers.All().Where(stage => stage is not DemosaicRandomizer),
    ];

    // A camera in a moving car: dark and glaring scenes, missed focus, shake.
    private void TuneCamera()
    {
        this["defocus.missed"].Sampler = new Chance(0.6f);
        this["defocus.radius"].Sampler = new Uniform(0, 0.045f);
        this["defocus.aperture"].Sampler = new Constant(0);
        this["motion-blur.shaken"].Sampler = new Chance(0.35f);
        this["motion-blur.length"].Sampler = new Uniform(0, 0.09f);
        this["exposure.stops"].Sampler = new Normal(-0.3f, 0.9f);
        this["white-balance.temperature"].Sampler = new Normal(0, 30);
        this["sensor-noise.shot"].Sampler = new Uniform(0.0001f, 0.002f);
        this["sensor-noise.read"].Sampler = new Uniform(0, 0.006f);
        this["tone-curve.contrast"].Sampler = new Normal(0.95f, 0.15f);
        this["tone-curve.saturation"].Sampler = new Normal(0.9f, 0.25f);
        this["sharpening.strength"].Sampler = new Uniform(0, 1.5f);
        this["jpeg.used"].Sampler = new Chance(0.3f);
    }
}
