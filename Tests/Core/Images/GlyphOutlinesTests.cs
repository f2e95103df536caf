using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Images;

public sealed class GlyphOutlinesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fonts").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private GlyphOutlines Open() => GlyphOutlines.Open(TestFont.Write(_folder, TestFont.Framed, TestFont.Plus, TestFont.Round, TestFont.Space));

    [Fact]
    public void A_glyph_has_its_contours_in_em_with_y_up()
    {
        using var font = Open();
        var glyph = font.Outline("B").Glyphs[0].Outline;
        Assert.Equal(2, glyph.Contours.Count);
        Assert.Equal([new(0, 0), new(0, 0.7f), new(0.5f, 0), new(0.5f, 0.7f)], Sorted(glyph.Contours.MaxBy(Area)!));
        Assert.Equal([new(0.1f, 0.1f), new(0.1f, 0.6f), new(0.4f, 0.1f), new(0.4f, 0.6f)], Sorted(glyph.Contours.MinBy(Area)!));
        Assert.Equal(0.6f, glyph.Advance, 5);
    }

    [Fact]
    public void Contours_that_overlap_are_made_one()
    {
        using var font = Open();
        var contour = Assert.Single(font.Outline("+").Glyphs[0].Outline.Contours);
        Assert.Equal(12, contour.Length);
        Assert.Equal(0.09f, Area(contour), 3);
    }

    [Theory]
    [InlineData(0.02f)]
    [InlineData(0.001f)]
    [InlineData(0.00005f)]
    public void Curves_are_followed_within_the_tolerance(float tolerance)
    {
        using var font = Open();
        var contour = Assert.Single(font.Outline("o", tolerance).Glyphs[0].Outline.Contours);
        // A parabola cuts two thirds off its control triangle: 0.18 of the diamond, and four times 2/3 of 0.045.
        const float exact = 0.18f + 4 * 2 / 3f * 0.045f;
        var missing = exact - Area(contour);
        Assert.InRange(missing, -1e-4f, tolerance * 2);
        // And no finer than need be: half the points would miss it.
        Assert.True(contour.Length < 8 + 4 * 2 * MathF.Sqrt(0.6f / tolerance), $"{contour.Length} points");
    }

    [Fact]
    public void Characters_stand_one_after_another()
    {
        using var font = Open();
        var text = font.Outline("B o");
        Assert.Equal([0, 0.6f, 0.85f], text.Glyphs.Select(g => MathF.Round(g.X, 4)));
        Assert.Equal(1.5f, text.Advance, 4);
        Assert.Empty(text.Glyphs[1].Outline.Contours);
        Assert.Equal(TestFont.Family, text.Font.Family);
    }

    [Fact]
    public void A_character_without_a_glyph_is_named_with_its_font()
    {
        using var font = Open();
        Assert.False(font.Covers("Bö"));
        Assert.True(font.Covers("B o+"));
        var error = Assert.Throws<FewLabelsException>(() => font.Outline("Bö"));
        Assert.Contains("'ö' (U+00F6)", error.What);
        Assert.Contains(TestFont.Family, error.What);
        Assert.EndsWith("shapes.ttf", error.Where);
    }

    [Fact]
    public void Missing_and_broken_fonts_are_named()
    {
        var broken = Path.Combine(_folder, "broken.ttf");
        File.WriteAllText(broken, "not a font");
        Assert.Equal(broken, Assert.Throws<FewLabelsException>(() => GlyphOutlines.Open(broken)).Where);
        Assert.Contains("missing", Assert.Throws<FewLabelsException>(() => GlyphOutlines.Open(Path.Combine(_folder, "none.otf"))).What);
        Assert.Contains("No Such Family", Assert.Throws<FewLabelsException>(() => GlyphOutlines.Open("No Such Family")).What);
    }

    [Fact]
    public void Folders_are_searched_for_fonts_and_other_files_left_out()
    {
        var below = Directory.CreateDirectory(Path.Combine(_folder, "truetype")).FullName;
        var path = TestFont.Write(below, TestFont.Framed);
        File.WriteAllText(Path.Combine(_folder, "broken.ttf"), "not a font");
        File.WriteAllText(Path.Combine(_folder, "readme.txt"), "fonts");
        var face = Assert.Single(InstalledFonts.In([_folder, Path.Combine(_folder, "absent")]));
        Assert.Equal(new FontFile(TestFont.Family, 400, false, path), face);
    }

    [Fact]
    public void The_face_nearest_to_what_is_asked_is_found()
    {
        FontFile[] all = [new("A", 400, false, "regular"), new("A", 700, false, "bold"), new("A", 400, true, "italic"), new("A", 600, false, "narrow") { Condensed = true }, new("B", 400, false, "other")];
        Assert.Equal("regular", InstalledFonts.Find(all, "a", 400, false).Path);
        Assert.Equal("bold", InstalledFonts.Find(all, "A", 600, false).Path);
        Assert.Equal("italic", InstalledFonts.Find(all, "A", 700, true).Path);
        Assert.Contains("A, B", Assert.Throws<FewLabelsException>(() => InstalledFonts.Find(all, "C", 400, false)).Remedy);
    }

    [Fact]
    public void Threads_share_a_font()
    {
        using var font = Open();
        Parallel.For(0, 64, i => Assert.Equal(2.55f, font.Outline("Bo+B", 0.01f + 0.0001f * (i % 5)).Advance, 4));
    }

    private static Vector2[] Sorted(Vector2[] points) => [.. points.Select(p => new Vector2(MathF.Round(p.X, 3), MathF.Round(p.Y, 3))).OrderBy(p => p.X).ThenBy(p => p.Y)];

    private static float Area(Vector2[] points) =>
        MathF.Abs(points.Zip(points.Skip(1).Append(points[0]), (a, b) => a.X * b.Y - b.X * a.Y).Sum()) / 2;
}
