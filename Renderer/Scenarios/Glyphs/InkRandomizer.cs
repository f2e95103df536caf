using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>What characters are made of: bodies of plastic, lacquer, wood, metal or stone, and ink that wears off.</summary>
public sealed class InkRandomizer : Randomizer
{
    private enum BodyMaterial
    {
        Plastic,
        Lacquer,
        Wood,
        Metal,
        Stone,
    }

    private readonly Parameter _material, _roughness, _grain, _grainSize, _worn, _wear, _wearSize, _pale, _place;

    public InkRandomizer()
        : base("ink")
    {
        _material = Declare("material", new Choice(("plastic", 3), ("lacquer", 2), ("wood", 2), ("metal", 2), ("stone", 1)), about: "of bodies");
        _roughness = Declare("roughness", 0, 1, allowed: Allowed.Share, about: "from the smoothest of the material to the roughest");
        _grain = Declare("grain", 0.03f, 0.2f, allowed: Allowed.Share, about: "grey levels between the two colours of wood and stone");
        _grainSize = Declare("grain-size", 0.1f, 0.35f, allowed: new(0.005f, 10), unit: "of height", about: "width of rings and veins");
        _worn = Declare("worn", new Chance(0.3f), about: "is ink worn?");
        _wear = Declare("wear", 0, 0.45f, allowed: Allowed.Share, about: "how much of worn ink is gone");
        _wearSize = Declare("wear-size", 0.02f, 0.1f, allowed: new(0.002f, 5), unit: "of height", about: "size of the worn spots");
        _pale = Declare("pale", 0.4f, 1, allowed: Allowed.Share, about: "how far worn spots show the ground: 1 fully");
        _place = Declare("place", 0, 100, allowed: Allowed.Any, about: "where grain and wear begin, in repeats");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.Subject.GetComponent<GlyphTag>() is not { } subject || iteration.Subject.GetComponent<GlyphColors>() is not { } colors)
            return;
        // A screen has given its own.
        if (iteration.Subject.GetComponent<MeshRenderer>()!.Material is not null)
            return;
        var material = subject.Kind is GlyphKind.Standing or GlyphKind.Lying ? Body(iteration, colors) : Ink(iteration, colors);
        foreach (var tag in iteration.Query<GlyphTag>())
            tag.GameObject.GetComponent<MeshRenderer>()!.Material = material;
    }

    private StandardMaterial Body(Iteration iteration, GlyphColors colors)
    {
        var kind = (BodyMaterial)(int)iteration.Draw(_material);
        var (smoothest, roughest) = kind switch
        {
            BodyMaterial.Plastic => (0.2f, 0.7f),
            BodyMaterial.Lacquer => (0.08f, 0.3f),
            BodyMaterial.Wood => (0.45f, 0.85f),
            BodyMaterial.Metal => (0.2f, 0.55f),
            _ => (0.3f, 0.9f),
        };
        var material = new StandardMaterial
        {
            Albedo = colors.Ink.ToLinear(),
            Metallic = kind == BodyMaterial.Metal ? 1 : 0,
            Roughness = float.Lerp(smoothest, roughest, iteration.Draw(_roughness)),
            Pattern = kind switch { BodyMaterial.Wood => PatternKind.Wood, BodyMaterial.Stone => PatternKind.Marble, _ => PatternKind.None },
        };
        if (material.Pattern != PatternKind.None)
        {
            // Away from the ground's colour, so that the grain doesn't melt into it.
            material.PatternColor = colors.Ink.Lighter(-MathF.Sign(colors.Contrast) * iteration.Draw(_grain)).ToLinear();
            material.PatternFrequency = 1 / iteration.Draw(_grainSize);
            material.PatternOffset = new(iteration.Draw(_place));
        }
        return material;
    }

    private StandardMaterial Ink(Iteration iteration, GlyphColors colors)
    {
        var ink = colors.Ink.ToLinear();
        var material = new StandardMaterial { Albedo = ink, Roughness = float.Lerp(0.35f, 1, iteration.Draw(_roughness)) };
        if (!iteration.Is(_worn))
            return material;
        (material.Pattern, material.PatternTurbulence) = (PatternKind.Speckle, iteration.Draw(_wear));
        material.PatternColor = Vector3.Lerp(ink, colors.Ground.ToLinear(), iteration.Draw(_pale));
        material.PatternFrequency = 1 / iteration.Draw(_wearSize);
        material.PatternOffset = new(iteration.Draw(_place));
        return material;
    }
}
