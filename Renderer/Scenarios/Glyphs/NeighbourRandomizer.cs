using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>
/// Puts further characters beside the subject, in its face and of its kind, as in a house number or a word; the frame cuts many of them. They are labelled: instances
/// after the subject, each of its own class.
/// </summary>
public sealed class NeighbourRandomizer : Randomizer
{
    private const int MostOnASide = 4;

    private readonly GlyphFonts _fonts;
    private readonly Parameter _any, _left, _right, _character, _spacing;

    internal NeighbourRandomizer(GlyphFonts fonts)
        : base("neighbours")
    {
        _fonts = fonts;
        _any = Declare("any", new Chance(0.45f), about: "is the character one of several?");
        _left = Declare("left", 0, 2.5f, allowed: new(0, MostOnASide + 0.999f), about: "how many stand left of it; the whole part counts");
        _right = Declare("right", 0, 2.5f, allowed: new(0, MostOnASide + 0.999f), about: "how many stand right of it; the whole part counts");
        _character = Declare("character", 0, 1, allowed: Allowed.Share, about: "which character a neighbour is, a share of the classes");
        _spacing = Declare("spacing", 0.06f, 0.3f, allowed: new(0.02f, 5), unit: "of height", about: "air between two characters");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.Subject.GetComponent<GlyphTag>() is not { } subject || !iteration.Is(_any))
            return;
        var spacing = iteration.Draw(_spacing);
        int left = (int)iteration.Draw(_left), right = (int)iteration.Draw(_right);
        // Numbered from the subject outwards, the left ones first; a number means the same place whatever the counts are.
        AddSide(iteration, subject, -1, left, spacing, 0);
        AddSide(iteration, subject, 1, right, spacing, MostOnASide);
    }

    private void AddSide(Iteration iteration, GlyphTag subject, int side, int count, float spacing, int firstNumber)
    {
        var edge = subject.HalfSize.X;
        for (var i = 0; i < count; i++)
        {
            var thing = iteration.Scene.Add("neighbour");
            var tag = thing.AddComponent<GlyphTag>();
            var share = iteration.Draw(_character, firstNumber + i);
            tag.Character = Math.Min((int)(share * _fonts.Names.Count), _fonts.Names.Count - 1);
            (tag.Kind, tag.Face, tag.Weight, tag.Form) = (subject.Kind, subject.Face, subject.Weight, subject.Form);
            tag.Shape = _fonts.Shape(tag.Face, tag.Character, tag.Weight, tag.Kind == GlyphKind.Stencilled);
            thing.AddComponent<Labeling>().ClassId = (byte)tag.Character;
            // Handwriting grows in width, and may lean.
            var half = tag.HalfSize.X + (tag.Kind == GlyphKind.Hand ? 0.1f : 0);
            tag.Place = new(side * (edge + spacing + half), Rise(subject, tag));
            edge += spacing + 2 * half;
        }
    }

    // What is written stands on one line; what stands by itself stands on the ground.
    private static float Rise(GlyphTag subject, GlyphTag tag) => tag.Kind == GlyphKind.Standing
        ? tag.HalfSize.Y - subject.HalfSize.Y
        : tag.Shape.Center.Y - subject.Shape.Center.Y;
}
