using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text;
using FewLabels.Sim.Core.Errors;
using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>
/// A font as shapes. Characters stand left to right, one glyph each, with the font's kerning where it has a kern table; there is no shaping, so that scripts
/// that join their letters come out wrong. Outlines are kept, and any number of threads may ask at once.
/// </summary>
public sealed class GlyphOutlines : IDisposable
{
    private const uint NameTable = 0x6E616D65;

    private readonly SKTypeface _face;
    private readonly ConcurrentDictionary<(int Character, float Tolerance), GlyphOutline> _outlines = new();

    private GlyphOutlines(SKTypeface face, FontFile font) => (_face, Font) = (face, font);

    /// <summary>Which face this is.</summary>
    public FontFile Font { get; }

    /// <summary>What the font says of its licence.</summary>
    public FontLicence Licence => FontLicence.Read(_face.TryGetTableData(NameTable, out var table) ? table : []);

    /// <summary>Opens a font by its file's path, or by an installed family's name.</summary>
    /// <param name="font">A path if it has a folder or ends like a font file; a family otherwise.</param>
    /// <param name="weight">Of a family, 100 to 900.</param>
    /// <exception cref="FewLabelsException">The file is missing or no font, or the family is not installed.</exception>
    public static GlyphOutlines Open(string font, int weight = 400, bool italic = false)
    {
        var isPath = font.Contains('/') || font.Contains('\\') || Path.GetExtension(font).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc";
        return isPath ? OpenFile(font, 0) : Open(InstalledFonts.Find(font, weight, italic));
    }

    /// <summary>Opens a face that was found.</summary>
    /// <exception cref="FewLabelsException">The file is missing or no font.</exception>
    public static GlyphOutlines Open(FontFile font) => OpenFile(font.Path, font.Index);

    /// <summary>Has the font a shape for every character of the text?</summary>
    public bool Covers(string text) => text.EnumerateRunes().All(character => _face.GetGlyph(character.Value) != 0);

    /// <summary>The shapes of a line of text.</summary>
    /// <param name="tolerance">How far straight pieces may be from the curves, in em.</param>
    /// <exception cref="FewLabelsException">The font has no glyph for a character.</exception>
    public TextOutline Outline(string text, float tolerance = 0.001f)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        var characters = text.EnumerateRunes().ToArray();
        var kerning = Kerning(characters);
        var glyphs = new PlacedGlyph[characters.Length];
        var x = 0f;
        for (var i = 0; i < glyphs.Length; i++)
        {
            var outline = Outline(characters[i], tolerance);
            glyphs[i] = new(characters[i], x, outline);
            x += outline.Advance + (i < kerning.Length ? (float)kerning[i] / _face.UnitsPerEm : 0);
        }
        return new(text, Font, glyphs, x);
    }

    /// <summary>The shape of one character.</summary>
    /// <inheritdoc cref="Outline(string, float)"/>
    public GlyphOutline Outline(Rune character, float tolerance = 0.001f) =>
        _outlines.GetOrAdd((character.Value, tolerance), static (key, self) => self.Trace(key.Character, key.Tolerance), this);

    public void Dispose() => _face.Dispose();

    private static GlyphOutlines OpenFile(string path, int index)
    {
        if (!File.Exists(path))
            throw new FewLabelsException("A font file is missing", path, "Check the path, or give the name of an installed family.");
        var face = SKTypeface.FromFile(path, index)
            ?? throw new FewLabelsException("A file does not open as a font", path, "It is damaged, or none of TrueType and OpenType: take another file.");
        return new(face, InstalledFonts.Describe(face, path, index));
    }

    private int[] Kerning(Rune[] characters) => characters.Length < 2
        ? []
        : _face.GetKerningPairAdjustments(Array.ConvertAll(characters, Glyph)) ?? [];

    private ushort Glyph(Rune character)
    {
        var glyph = _face.GetGlyph(character.Value);
        return glyph != 0
            ? glyph
            : throw new FewLabelsException(
                string.Create(CultureInfo.InvariantCulture, $"The font \"{Font.Family}\" has no glyph for '{character}' (U+{character.Value:X4})"), Font.Path,
                "Take another font or other text.");
    }

    private GlyphOutline Trace(int character, float tolerance)
    {
        var glyph = Glyph(new Rune(character));
        // Whatever the size, the library rounds corners to 1/2048 em, the grid of most TrueType fonts: for others that is the error.
        var scale = 1f / _face.UnitsPerEm;
        using SKFont font = new(_face, _face.UnitsPerEm) { Hinting = SKFontHinting.None, LinearMetrics = true, Subpixel = true };
        var advance = font.GetGlyphWidths([glyph])[0] * scale;
        using var path = font.GetGlyphPath(glyph);
        if (path is null || path.IsEmpty)
            return new([], advance);
        using var flat = GlyphPath.Flatten(path, tolerance / scale);
        // Fonts fill by winding, and their contours may overlap (an accent into its letter); this leaves the same area bounded once.
        using SKPath single = new();
        return new(GlyphPath.Contours(flat.Simplify(single) ? single : flat, scale), advance);
    }
}
