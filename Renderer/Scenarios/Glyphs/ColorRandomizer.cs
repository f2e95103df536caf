using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>Draws the colours of ink and ground by what a grey photo shows of them: mostly far apart, sometimes hardly.</summary>
public sealed class ColorRandomizer : Randomizer
{
    private readonly Parameter _contrast, _low, _lowContrast, _level, _lightInk;
    private readonly Parameter _inkHue, _inkSaturation, _groundHue, _groundSaturation;

    public ColorRandomizer()
        : base("colors")
    {
        _contrast = Declare("contrast", 0.3f, 0.9f, allowed: Allowed.Share, about: "grey levels between ink and ground, of 1");
        _low = Declare("low", new Chance(0.08f), about: "is the contrast low?");
        _lowContrast = Declare("low-contrast", 0.1f, 0.25f, allowed: Allowed.Share, about: "grey levels between them where it is");
        _level = Declare("level", 0, 1, allowed: Allowed.Share, about: "where the two lie: 0 as dark as the contrast allows, 1 as light");
        _lightInk = Declare("light-ink", new Chance(0.4f), about: "is the ink the lighter one?");
        _inkHue = Declare("ink-hue", 0, 360, allowed: new(-360, 360), unit: "deg", about: "hue of the ink, or of a body");
        _inkSaturation = Declare("ink-saturation", 0, 0.9f, allowed: Allowed.Share, about: "its saturation");
        _groundHue = Declare("ground-hue", 0, 360, allowed: new(-360, 360), unit: "deg", about: "hue of the ground");
        _groundSaturation = Declare("ground-saturation", new TruncatedNormal(0, 0.4f, 0, 1), allowed: Allowed.Share, about: "its saturation");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.Subject.GetComponent<GlyphColors>() is not { } colors)
            return;
        var contrast = iteration.Is(_low) ? iteration.Draw(_lowContrast) : iteration.Draw(_contrast);
        float dark = iteration.Draw(_level) * (1 - contrast), light = dark + contrast;
        var (ink, ground) = iteration.Is(_lightInk) ? (light, dark) : (dark, light);
        colors.Ink = new(iteration.Draw(_inkHue), iteration.Draw(_inkSaturation), ink);
        colors.Ground = new(iteration.Draw(_groundHue), iteration.Draw(_groundSaturation), ground);
    }
}
