using System.Numerics;
using System.Text;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>A face that has all characters of the scenario. Threads share it.</summary>
internal sealed class GlyphFace
{
    // In em; a third of a pixel of a character that is 300 pixels high.
    private const float Tolerance = 0.001f;

    private readonly GlyphOutlines _outlines;
    private readonly Rune[] _characters;
    private readonly float _scale;

    private GlyphFace(GlyphOutlines outlines, Rune[] characters)
    {
        (_outlines, _characters) = (outlines, characters);
        var heights = characters.Select(character => Height(outlines.Outline(character, Tolerance).Contours));
        _scale = 1 / heights.Max();
        Stroke = Enumerable.Range(0, characters.Length).Average(character => GlyphShape.Stroke(Contours(character)));
    }

    public FontFile Font => _outlines.Font;

    /// <summary>What the font says of its licence; null where it says nothing.</summary>
    public Licence? Licence => Core.Datasets.Assets.Licence.Of(_outlines.Licence.Description ?? _outlines.Licence.Address, "the font's name table");

    /// <summary>The mean width of its strokes, in heights of its tallest character.</summary>
    public float Stroke { get; }

    /// <summary>The face, or null if it lacks a character or draws one as nothing (fonts of bitmaps and of blanks do).</summary>
    public static GlyphFace? TryCreate(GlyphOutlines outlines, Rune[] characters)
    {
        var usable = characters.All(character => outlines.Covers(character.ToString()) && Height(outlines.Outline(character, Tolerance).Contours) > 0);
        return usable ? new(outlines, characters) : null;
    }

    /// <summary>A character's outline in heights of the tallest one, from its origin on the baseline.</summary>
    public IReadOnlyList<Vector2[]> Contours(int character) =>
        [.. _outlines.Outline(_characters[character], Tolerance).Contours.Select(ring => Array.ConvertAll(ring, point => _scale * point))];

    private static float Height(IReadOnlyList<Vector2[]> contours) =>
        contours.Count == 0 ? 0 : contours.Max(ring => ring.Max(point => point.Y)) - contours.Min(ring => ring.Min(point => point.Y));
}
