using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Randomizers.Camera;
using FewLabels.Sim.Renderer.Randomizers.Cameras;
using FewLabels.Sim.Renderer.Randomizers.Lights;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>
/// Dice on a table, as a phone sees them from above. A die's class is the number that points up. By itself an image is about one die in its middle;
/// with <c>layout.view=scattered</c> about up to sixteen, each an instance.
/// </summary>
public sealed class DiceScenario : Scenario
{
    public DiceScenario()
        : base("dice", ["1", "2", "3", "4", "5", "6"], CreateRandomizers())
    {
        KeypointTemplate = Die.KeypointTemplate;
        // Pips are counted, from whichever side one stands at the table; a mirrored six is a six.
        Symmetries = Symmetries.FlipHorizontal | Symmetries.FlipVertical | Symmetries.Rotate90;
        TunePhone();
    }

    protected override void OnIterationStart(Iteration iteration)
    {
        iteration.Subject = Die.Add(iteration.Scene, 0, iteration.ClassId + 1).GameObject;
        // What stays where randomizers are switched off: a camera right above, and daylight.
        var camera = iteration.Scene.Camera;
        (camera.FieldOfView, camera.Near, camera.Far) = (0.1f, 0.05f, 5);
        camera.Transform.LocalPosition = new(0, 0.35f, 0);
        camera.Transform.LookAt(default, System.Numerics.Vector3.UnitZ);
        (iteration.Scene.Environment.Sky, iteration.Scene.Environment.Equator) = (new(0.8f), new(0.6f));
    }

    // Dice first; the box's walls ask where the camera is, the frame where the dice are, and the photo comes last.
    private static Randomizer[] CreateRandomizers() =>
    [
        new LayoutRandomizer(),
        new ShapeRandomizer(),
        new PipRandomizer(),
        new PlasticRandomizer(),
        new CameraPoseRandomizer(new()
        {
            Distance = new Uniform(0.22f, 0.6f),
            Elevation = new Curve((50, 0.5f), (65, 2), (75, 3), (90, 1.5f)),
            Roll = new Uniform(-180, 180),
            AimX = new Constant(0),
            AimY = new Constant(0),
            // Beyond the table's edge from the nearest place of the camera.
            NearShare = 0.5f,
            FarShare = 20,
        }),
        new TableRandomizer(),
        new FramingRandomizer(),
        new LightRandomizer(new()
        {
            Target = System.Numerics.Vector3.Zero,
            Elevation = new Uniform(35, 88),
            Intensity = new Uniform(0.25f, 0.8f),
            Temperature = new Uniform(5000, 7800),
            ShadowStrength = new Uniform(0.2f, 0.75f),
            ShadowSoftness = new Uniform(0.01f, 0.05f),
            // The same number of lights in all images: each other number is another shader.
            Fill = new Chance(1),
            FillElevation = new Uniform(20, 80),
            FillTemperature = new Uniform(4600, 8000),
            Extras = new Constant(0),
        }),
        new EnvironmentRandomizer(new()
        {
            Level = new Uniform(0.35f, 0.75f),
            EquatorShare = new Uniform(0.4f, 1),
            GroundShare = new Uniform(0.3f, 0.8f),
            Saturation = new Uniform(0, 0.06f),
            Boxes = new Constant(2),
            BoxElevation = new Uniform(30, 90),
            BoxSize = new Uniform(2.5f, 20),
            BoxLevel = new Uniform(1, 14),
            BoxTemperature = new Uniform(4800, 8000),
            Occlusion = new Uniform(0.2f, 0.7f),
            OcclusionRadius = new Uniform(0.004f, 0.012f),
        }),
        new DriftRandomizer(),
        new BlurRandomizer(),
        // Its own blur goes with the dice; and a crop of a photo made smaller shows no mosaic.
        .. CameraRandomizers.All().Where(stage => stage is not (DefocusRandomizer or MotionBlurRandomizer or DemosaicRandomizer)),
    ];

    // A photo of a table by a phone with a good sensor in a lit room: sharp and clean, but small dice are few of its pixels.
    private void TunePhone()
    {
        this["vignetting.loss"].Sampler = new Uniform(0, 0.1f);
        this["exposure.stops"].Sampler = new Normal(-0.7f, 0.17f);
        this["white-balance.temperature"].Sampler = new Normal(0, 12);
        this["sensor-noise.shot"].Sampler = new Uniform(0.00002f, 0.0005f);
        this["sensor-noise.read"].Sampler = new Uniform(0, 0.003f);
        this["sharpening.strength"].Sampler = new Uniform(0, 1);
        this["jpeg.used"].Sampler = new Chance(0.9f);
        this["jpeg.quality"].Sampler = new Uniform(70, 96);
    }
}
