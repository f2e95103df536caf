using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// A line of text as a body: letters of <see cref="GlyphOutlines"/> with depth, to be read from the front (−Z). Texture as for <see cref="Extrusion"/>, the picture
/// spanning the box about all letters.
/// </summary>
public static class TextMesh
{
    /// <summary>The middle of the letters' box.</summary>
    public static readonly Vector2 Middle = new(0.5f);

    /// <summary>Makes a mesh of its own, with coarser levels.</summary>
    /// <param name="size">Metres of one em (a capital letter is about 0.7 of it).</param>
    /// <param name="anchor">Which point of the letters' box lies at the origin: (0, 0) its lower left, (1, 1) its upper right; the middle if null.</param>
    /// <exception cref="FewLabelsException">The text has too many corners for one mesh.</exception>
    public static Mesh Create(TextOutline text, float size, in ExtrusionOptions options, Vector2? anchor = null)
    {
        var mesh = new Mesh();
        Add(mesh, text, size, options, anchor);
        var (box, offset) = Place(text, size, anchor ?? Middle);
        if (mesh.IndexCount > 0)
            Extrusion.AddLevels(mesh, box, options.Depth, (level, tolerance, shape) => Add(level, text, size, shape, box, offset, tolerance), options);
        return mesh;
    }

    /// <summary>Adds the letters to a mesh, at their full fineness.</summary>
    /// <inheritdoc cref="Create"/>
    public static void Add(Mesh mesh, TextOutline text, float size, in ExtrusionOptions options, Vector2? anchor = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var (box, offset) = Place(text, size, anchor ?? Middle);
        Add(mesh, text, size, options, box, offset, 0);
    }

    private static bool Add(Mesh mesh, TextOutline text, float size, in ExtrusionOptions options, Rect2 box, Vector2 offset, float tolerance)
    {
        // Each letter by itself: where kerned letters overlap, even-odd over both would make a hole.
        foreach (var glyph in text.Glyphs)
        {
            if (glyph.Outline.Contours.Count == 0)
                continue;
            try
            {
                if (!Extrusion.Builder.Add(mesh, glyph.Outline.Contours, offset + new Vector2(size * glyph.X, 0), size, options, box, tolerance))
                    return false;
            }
            catch (InvalidOperationException error)
            {
                throw new FewLabelsException(
                    $"A text of {text.Glyphs.Count} characters has too many corners for one mesh (65,536)", $"\"{text.Text}\" in {text.Font.Family}",
                    "Cut the text in two, or outline it with a greater tolerance.", cause: error);
            }
        }
        return true;
    }

    private static (Rect2 Box, Vector2 Offset) Place(TextOutline text, float size, Vector2 anchor)
    {
        var box = Rect2.Empty;
        foreach (var glyph in text.Glyphs)
        {
            foreach (var contour in glyph.Outline.Contours)
            {
                foreach (var point in contour)
                    box = box.With(size * glyph.Move(point));
            }
        }
        if (box.Min.X > box.Max.X)
            return (box, Vector2.Zero);
        var offset = -(box.Min + anchor * box.Size);
        return (new(box.Min + offset, box.Max + offset), offset);
    }
}
