using System.Numerics;
using System.Text;

namespace FewLabels.Sim.Core.Images;

/// <summary>A line of text as shapes, in em, the first character's origin at 0.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Font">The face it is set in.</param>
/// <param name="Glyphs">In the text's order.</param>
/// <param name="Advance">The line's width, in em, with the room after its last character.</param>
public sealed record TextOutline(string Text, FontFile Font, IReadOnlyList<PlacedGlyph> Glyphs, float Advance);

/// <summary>A character in its place.</summary>
/// <param name="X">Its origin along the baseline, in em.</param>
public readonly record struct PlacedGlyph(Rune Character, float X, GlyphOutline Outline)
{
    /// <summary>A point of its outline, in the line's space.</summary>
    public Vector2 Move(Vector2 point) => new(X + point.X, point.Y);
}
