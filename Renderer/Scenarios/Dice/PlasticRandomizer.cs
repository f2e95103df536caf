using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>What each die's body and pips are made of. Pips are never quite the body's own grey: a die must be readable.</summary>
public sealed class PlasticRandomizer : Randomizer
{
    private readonly Parameter _kind, _color, _second, _turn, _saturation, _value, _roughness;
    private readonly Parameter _frequency, _softness, _turbulence, _offset, _translucency, _pearl;
    private readonly Parameter _pip, _accent, _contrast, _pipRoughness;

    public PlasticRandomizer()
        : base("plastic")
    {
        _kind = Declare("kind", new Choice(("plain", 0.33f), ("marbled", 0.29f), ("two-tone", 0.13f), ("pearly", 0.15f), ("translucent", 0.1f)), "die", about: "of a die's body");
        _color = Declare("color", new Choice(
            ("white", 2), ("ivory", 1), ("grey", 0.4f), ("charcoal", 1.2f), ("black", 1.6f), ("red", 2), ("burgundy", 1.2f), ("pink", 0.3f), ("orange", 0.7f), ("yellow", 1.2f),
            ("brown", 0.8f), ("green", 1.2f), ("teal", 1), ("sky", 0.8f), ("blue", 1), ("navy", 1), ("purple", 0.8f), ("violet", 0.8f), (PlasticColors.Any, 1.5f)), "die", about: "of a die's body");
        _second = Declare("second", new Choice(
            ("white", 0.6f), ("grey", 0.6f), ("charcoal", 1), ("black", 1.5f), ("red", 0.7f), ("burgundy", 0.6f), ("orange", 0.7f), ("gold", 0.8f), ("yellow", 0.7f), ("brown", 0.7f),
            ("green", 0.6f), ("teal", 0.7f), ("sky", 0.7f), ("blue", 0.7f), ("navy", 0.6f), ("violet", 0.6f), (PlasticColors.Any, 1)), "die", about: "the other colour of marbled and two-tone bodies");
        _turn = Declare("hue-turn", new Uniform(-9, 9), "die", new(-360, 360), "deg", "how far a hue is off its name's; 'any' takes all hues");
        _saturation = Declare("saturation", new Normal(1, 0.1f), "die", new(0, 4), "", "factor on a colour's saturation");
        _value = Declare("value", new Normal(0.9f, 0.12f), "die", new(0.05f, 4), "", "factor on a colour's value");
        _roughness = Declare("roughness", 0.06f, 0.4f, "die", Allowed.Share, "", "of a die's body: 0 polished, 1 matt");
        _frequency = Declare("pattern-frequency", new LogUniform(0.8f, 4.5f), "die", new(0.05f, 50), "per edge", "of marble's veins and two-tone's clouds");
        _softness = Declare("pattern-softness", 0.1f, 0.9f, "die", Allowed.Share, "", "0 sharp edges, 1 soft");
        _turbulence = Declare("pattern-turbulence", 0.3f, 1, "die", Allowed.Share, "", "how wild veins are");
        _offset = Declare("pattern-offset", 0, 100, "die", new(0, 10_000), "", "which piece of the endless pattern a die is cut from");
        _translucency = Declare("translucency", 0.3f, 1, "die", Allowed.Share, "", "of translucent bodies");
        _pearl = Declare("pearl", 0.15f, 0.6f, "die", Allowed.Share, "", "how metallic pearly bodies are");
        Choice pips = new(("white", 5), ("black", 2.5f), ("yellow", 1.2f), ("gold", 0.9f), ("red", 1.1f), ("sky", 0.3f), ("ivory", 0.6f), (PlasticColors.Any, 0.4f));
        _pip = Declare("pip-color", pips, "pip", about: "of a die's pips, where it stands out enough");
        _accent = Declare("accent-color", new Choice(("red", 4), ("black", 1), ("white", 1), ("blue", 1), ("gold", 1)), "pip", about: "of pips in another colour, where it stands out enough");
        _contrast = Declare("least-contrast", new Uniform(0.07f, 0.2f), "pip", Allowed.Share, "", "between the lumas of pip and body; pips with less are white or black");
        _pipRoughness = Declare("pip-roughness", 0.2f, 0.8f, "pip", Allowed.Share, "", "of pips");
    }

    private enum Kind
    {
        Plain,
        Marbled,
        TwoTone,
        Pearly,
        Translucent,
    }

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var die in iteration.Query<Die>())
        {
            var (body, luma) = DrawBody(iteration, die.Number);
            die.BodyRenderer.Material = body;
            var roughness = iteration.Draw(_pipRoughness, die.Number);
            die.PipRenderer.Material = DrawPip(iteration, die.Number, _pip, luma, roughness);
            die.AccentRenderer.Material = DrawPip(iteration, die.Number, _accent, luma, roughness);
        }
    }

    private (StandardMaterial Body, float Luma) DrawBody(Iteration iteration, int die)
    {
        var kind = (Kind)iteration.Draw(_kind, die);
        float turn = iteration.Draw(_turn, die), saturation = iteration.Draw(_saturation, die), value = iteration.Draw(_value, die);
        var color = PlasticColors.Of(_color, iteration.Draw(_color, die), turn).Changed(saturation, value);
        var body = new StandardMaterial { Albedo = color.ToLinear(), Roughness = iteration.Draw(_roughness, die) };
        if (kind == Kind.Plain)
            return (body, color.Luma());
        if (kind == Kind.Translucent)
        {
            body.Translucency = iteration.Draw(_translucency, die);
            return (body, color.Luma());
        }
        // Mother of pearl swirls in its own colour; the others in two.
        var other = kind == Kind.Pearly
            ? color.Changed(0.6f, color.Value > 0.75f ? 0.7f : 1.6f)
            : PlasticColors.Of(_second, iteration.Draw(_second, die), turn).Changed(saturation, value);
        body.Metallic = kind == Kind.Pearly ? iteration.Draw(_pearl, die) : 0;
        body.Pattern = kind == Kind.TwoTone ? PatternKind.Noise : PatternKind.Marble;
        (body.PatternColor, body.PatternFrequency) = (other.ToLinear(), iteration.Draw(_frequency, die));
        (body.PatternSoftness, body.PatternTurbulence) = (iteration.Draw(_softness, die), iteration.Draw(_turbulence, die));
        body.PatternOffset = new(iteration.Draw(_offset, die));
        body.NormalScale = 0;
        // Veins cover a third, clouds half.
        var share = kind == Kind.TwoTone ? 0.5f : 0.35f;
        return (body, float.Lerp(color.Luma(), other.Luma(), share));
    }

    private StandardMaterial DrawPip(Iteration iteration, int die, Parameter choice, float bodyLuma, float roughness)
    {
        var color = PlasticColors.Of(choice, iteration.Draw(choice, die), iteration.Draw(_turn, die));
        if (MathF.Abs(color.Luma() - bodyLuma) < iteration.Draw(_contrast, die))
            color = new(0, 0, bodyLuma < 0.55f ? 0.92f : 0.08f);
        return new() { Albedo = color.ToLinear(), Roughness = roughness };
    }
}
