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

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>
/// Characters from fonts, as bodies, printed, painted, engraved and drawn by hand, among clutter. The image's class is the character in its middle, instance 1; further
/// characters are instances of their own classes. Characters lie in the XY plane about the origin, to be read from −Z.
/// </summary>
public sealed class GlyphScenario : Scenario
{
    /// <summary>Metres of a face's tallest character.</summary>
    internal const float Height = 0.1f;

    /// <summary>Characters smaller than this share of the tallest one don't fill the frame as larger ones do.</summary>
    internal const float SmallestShare = 0.55f;

    private readonly GlyphFonts _fonts;

    public GlyphScenario()
        : this(new GlyphRandomizer())
    {
    }

    private GlyphScenario(GlyphRandomizer glyphs)
        : base("glyphs", [.. "0123456789".Select(digit => digit.ToString())], CreateRandomizers(glyphs))
    {
        _fonts = glyphs.Fonts;
        KeypointTemplate = GlyphCorners.Names;
        // A mirrored b is a d, and a 6 on its head a 9.
        Symmetries = Symmetries.None;
    }

    /// <summary>
    /// Characters as collections of handwriting have them: bright strokes on black, upright, alone, without what a camera adds. Each number can be set again.
    /// </summary>
    public static GlyphScenario Handwriting()
    {
        var scenario = new GlyphScenario();
        GlyphPreset.ApplyHandwriting(scenario);
        return scenario;
    }

    // Strokes of a pixel or two need more than four samples.
    public override int Supersampling(int size) => size switch { <= 40 => 3, <= 72 => 2, _ => 1 };

    // The fonts are there even where their randomizer is switched off.
    public override IEnumerable<Asset> Assets => base.Assets.Union(_fonts.Assets);

    protected override void OnScenarioStart()
    {
        _fonts.Open();
        Classes = _fonts.Names;
    }

    // What is seen if all randomizers are off: a black character on white.
    protected override void OnIterationStart(Iteration iteration)
    {
        base.OnIterationStart(iteration);
        iteration.Subject.AddComponent<GlyphColors>();
        var tag = iteration.Subject.AddComponent<GlyphTag>();
        (tag.Face, tag.Character) = (_fonts.Families[0][0], iteration.ClassId);
        tag.Shape = _fonts.Shape(tag.Face, tag.Character);
        BodyRandomizer.Flat(_fonts, tag, 0);
        FrameRandomizer.Fit(iteration.Scene.Camera, iteration.Subject, -Vector3.UnitZ, 0, 0.7f, Vector2.Zero);
    }

    // What is written, and how; then what it is written on, which asks how wide it is; then light, and the camera, which fits itself to the subject.
    private static Randomizer[] CreateRandomizers(GlyphRandomizer glyphs) =>
    [
        glyphs,
        new NeighbourRandomizer(glyphs.Fonts),
        new HandRandomizer(),
        new BodyRandomizer(glyphs.Fonts),
        new ColorRandomizer(),
        new BackgroundRandomizer(),
        new GroundRandomizer(),
        new InkRandomizer(),
        new ClutterRandomizer(),
        // The same number of patches and lamps in all images: each other number is another shader.
        new EnvironmentRandomizer(new()
        {
            Level = new Uniform(0.15f, 0.55f),
            Boxes = new Constant(2),
            BoxAzimuth = new Uniform(-80, 80),
            BoxLevel = new Uniform(0, 5),
        }),
        new LightRandomizer(new()
        {
            // From the readers' side; from behind a wall no light comes.
            Azimuth = new Uniform(-75, 75),
            Elevation = new Uniform(0, 75),
            Intensity = new Uniform(0.35f, 1),
            Fill = new Chance(0),
            Extras = new Constant(1),
            ExtraAzimuth = new Uniform(-70, 70),
            ExtraIntensity = new Uniform(0, 0.35f),
        }),
        new FrameRandomizer(),
        new DriftRandomizer(),
        new OccluderRandomizer(
            [("bar", Primitives.Box(new(1, 0.12f, 0.02f))), ("ball", ClutterRandomizer.Ball), ("block", Primitives.Cube())],
            new() { Count = new Uniform(0, 1.3f), Share = new Uniform(0.005f, 0.04f), Depth = new Uniform(0.5f, 0.85f) }),
        .. CameraRandomizers.All(),
    ];
}
