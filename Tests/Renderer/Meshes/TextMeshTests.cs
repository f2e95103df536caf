using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Tests.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Meshes;

public sealed class TextMeshTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fonts").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Letters_have_depth_and_holes()
    {
        using var font = GlyphOutlines.Open(TestFont.Write(_folder, TestFont.Framed, TestFont.Plus, TestFont.Space));
        var mesh = TextMesh.Create(font.Outline("B +"), 2, new(0.1f));
        MeshChecks.IsClosedBody(mesh);
        MeshChecks.PicturesStayWithin0And1(mesh);
        Assert.Equal(4 * (0.35 - 0.15 + 0.09) * 0.1, MeshChecks.Volume(mesh), 3);
        // From 0 to 0.6 + 0.25 + 0.5 em, its middle at the origin.
        Assert.Equal(1.35f, mesh.Bounds.Max.X, 3);
        Assert.Equal(-1.35f, mesh.Bounds.Min.X, 3);
        Assert.Equal(0.7f, mesh.Bounds.Max.Y, 3);
        // The hole is in the letter on the left: the line reads from the front, where x is to the right.
        Assert.DoesNotContain(mesh.Vertices.ToArray(), v => v.Position.X is > -0.34f and < 0.34f);
        var anchored = new Mesh();
        TextMesh.Add(anchored, font.Outline("B"), 1, new(0.1f), Vector2.Zero);
        Assert.Equal(new Vector3(0, 0, -0.05f), anchored.Bounds.Min);
    }

    [Fact]
    public void A_blank_text_has_no_triangles()
    {
        using var font = GlyphOutlines.Open(TestFont.Write(_folder, TestFont.Space));
        Assert.Equal(0, TextMesh.Create(font.Outline("  "), 1, new(0.1f)).IndexCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.012f)]
    public void Every_letter_of_the_installed_fonts_is_a_body(float bevel)
    {
        var fonts = InstalledFonts.All.Where(f => f.Family.StartsWith("DejaVu Sans", StringComparison.Ordinal) || f.Family.StartsWith("DejaVu Serif", StringComparison.Ordinal)).Take(3).ToArray();
        if (fonts.Length == 0)
            Assert.Skip("No DejaVu font is installed.");
        foreach (var file in fonts)
        {
            using var font = GlyphOutlines.Open(file);
            foreach (var character in Enumerable.Range(33, 94).Select(c => (char)c).Concat("äöüÄÖÜßéñçÅØ§€©").Where(c => font.Covers($"{c}")))
            {
                var text = font.Outline($"{character}");
                var mesh = TextMesh.Create(text, 1, new(0.1f, bevel, 3));
                MeshChecks.IsClosedBody(mesh);
                foreach (var level in mesh.Levels)
                    MeshChecks.IsClosedBody(level.Mesh);
                if (bevel == 0)
                    Assert.InRange(MeshChecks.Volume(mesh) / (0.1 * FilledArea(text.Glyphs[0].Outline)), 0.999, 1.001);
            }
        }
    }

    // The even-odd rule by itself: between the heights of two corners every crossing is straight, so that its middle tells the area.
    private static double FilledArea(GlyphOutline glyph)
    {
        var heights = glyph.Contours.SelectMany(c => c).Select(p => p.Y).Distinct().Order().ToArray();
        double area = 0;
        foreach (var (low, high) in heights.Zip(heights.Skip(1)))
        {
            var y = (low + (double)high) / 2;
            var crossings = new List<double>();
            foreach (var contour in glyph.Contours)
            {
                for (var i = 0; i < contour.Length; i++)
                {
                    Vector2 a = contour[i], b = contour[(i + 1) % contour.Length];
                    if (a.Y > y != b.Y > y)
                        crossings.Add(a.X + (y - a.Y) / (b.Y - a.Y) * (b.X - a.X));
                }
            }
            crossings.Sort();
            for (var i = 0; i + 1 < crossings.Count; i += 2)
                area += (crossings[i + 1] - crossings[i]) * (high - low);
        }
        return area;
    }
}
