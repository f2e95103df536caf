using System.Numerics;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>Which face the subject is set in, how it is in the world, and its weight, slant and width.</summary>
public sealed class GlyphRandomizer : Randomizer
{
    private readonly GlyphKind[] _kinds;
    private readonly Parameter _kind, _family, _face, _weighted, _weight, _slanted, _slant, _width;

    public GlyphRandomizer()
        : base("glyphs")
    {
        Fonts = new(
            Setting("characters", "0123456789", "the characters, each a class, such as 0123456789"),
            Setting("fonts", "", "font files, folders of them or installed families, by commas; empty for all installed fonts that have the characters"));
        Choice kind = new(("standing", 2), ("lying", 2), ("printed", 4), ("painted", 2), ("stencilled", 1), ("engraved", 1), ("hand", 3));
        _kinds = ChoiceNames.Of<GlyphKind>(kind);
        _kind = Declare("kind", kind, about: "how the character is in the world");
        _family = Declare("family", 0, 1, allowed: Allowed.Share, about: "which font family, a share of the sorted list: a narrower range holds fonts out");
        _face = Declare("face", 0, 1, allowed: Allowed.Share, about: "which face of the family, a share of its list from upright and fine to italic and bold");
        _weighted = Declare("weighted", new Chance(0.6f), about: "is it made bolder, or finer, than the face?");
        _weight = Declare("weight", 0, 0.052f, allowed: new(-0.05f, 0.12f), unit: "of height", about: "how far its outline is moved out, in steps of 0.015");
        _slanted = Declare("slanted", new Chance(0.3f), about: "is it slanted beyond its face?");
        _slant = Declare("slant", -10, 18, allowed: new(-35, 35), unit: "deg", about: "above 0 leans right");
        _width = Declare("width", 0.8f, 1.2f, allowed: new(0.4f, 2.5f), about: "factor on its width");
    }

    internal GlyphFonts Fonts { get; }

    public override IEnumerable<Asset> Assets => Fonts.Assets;

    public override void OnScenarioStart() => Fonts.Open();

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.Subject.GetComponent<GlyphTag>() is not { } tag)
            return;
        tag.Kind = _kinds[(int)iteration.Draw(_kind)];
        var family = tag.Kind == GlyphKind.Hand ? Fonts.Pens : At(Fonts.Families, iteration.Draw(_family));
        tag.Face = At(family, iteration.Draw(_face));
        if (tag.Kind != GlyphKind.Hand && iteration.Is(_weighted))
            tag.Weight = (int)MathF.Round(iteration.Draw(_weight) / GlyphFonts.WeightStep);
        tag.Shape = Fonts.Shape(tag.Face, tag.Character, tag.Weight, tag.Kind == GlyphKind.Stencilled);
        var slant = tag.Kind != GlyphKind.Hand && iteration.Is(_slanted) ? iteration.Draw(_slant) : 0;
        tag.Form = tag.Kind == GlyphKind.Hand ? Matrix3x2.Identity : FormOf(slant, iteration.Draw(_width));
    }

    /// <summary>Slants to the right and widens.</summary>
    /// <param name="slant">Degrees, below 90.</param>
    internal static Matrix3x2 FormOf(float slant, float width) => new(width, 0, MathF.Tan(float.DegreesToRadians(slant)), 1, 0, 0);

    private static T At<T>(IReadOnlyList<T> list, float share) => list[Math.Clamp((int)(share * list.Count), 0, list.Count - 1)];
}
