using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Randomizers.Camera;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>Settings that belong together.</summary>
internal static class GlyphPreset
{
    /// <summary>Of the longer side of a digit in MNIST's frames: it is scaled into 20 of 28 pixels (LeCun et al. 1998, "Gradient-based learning applied to document recognition").</summary>
    private const float Fill = 20 / 28f;

    // Randomizers of the camera that a scanner and a thresholded scan have no use for.
    private static readonly string[] Off =
        ["neighbours", "clutter", "occluders", "chromatic-aberration", "motion-blur", "vignetting", "exposure", "white-balance", "demosaic", "sensor-noise", "tone-curve", "sharpening", "jpeg"];

    public static void ApplyHandwriting(GlyphScenario scenario)
    {
        Set(scenario, "glyphs.kind", "hand");
        Set(scenario, "ground.hand-support", "screen");
        scenario["ground.dark"].Sampler = new Constant(0);
        scenario["ground.glow"].Sampler = new Uniform(0.9f, 1);
        scenario["colors.ink-saturation"].Sampler = new Constant(0);
        scenario["frame.fill"].Sampler = new Constant(Fill);
        scenario["frame.yaw"].Sampler = scenario["frame.pitch"].Sampler = new Constant(0);
        scenario["frame.roll"].Sampler = new TruncatedNormal(0, 6, -15, 15);
        foreach (var randomizer in scenario.Randomizers.Where(randomizer => Off.Contains(randomizer.Name)))
            randomizer.Enabled = false;
    }

    private static void Set(GlyphScenario scenario, string path, string outcome)
    {
        var choices = scenario[path].Sampler.Choices!;
        scenario[path].Sampler = new Choice([.. choices.Select(choice => (choice, choice == outcome ? 1f : 0))]);
    }
}
