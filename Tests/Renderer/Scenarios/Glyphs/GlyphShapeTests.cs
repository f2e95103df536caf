using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Scenarios.Glyphs;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Glyphs;

public sealed class GlyphShapeTests
{
    [Fact]
    public void A_long_bars_stroke_is_its_width()
    {
        Vector2[] bar = [new(0, 0), new(0.02f, 0), new(0.02f, 4), new(0, 4)];
        Assert.Equal(0.02f, GlyphShape.Stroke([bar]), 0.0002f);
    }

    [Fact]
    public void A_rings_stroke_is_the_difference_of_its_radii()
    {
        // 2 π (R² − r²) / 2 π (R + r).
        Assert.Equal(0.1f, GlyphShape.Stroke([Circle(0.5f), Circle(0.4f)]), 0.001f);
    }

    [Fact]
    public void A_bend_never_turns_the_plane_over()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var stream = StreamKey.Of(seed).Open();
            WaveField field = new(ref stream, 4, 0.2f, 4, 0.9f);
            for (var at = 0; at < 100; at++)
            {
                Vector2 point = new((float)stream.Uniform(-1, 1), (float)stream.Uniform(-1, 1));
                const float Step = 1e-3f;
                var across = (field.Bend(point + new Vector2(Step, 0)) - field.Bend(point - new Vector2(Step, 0))) / (2 * Step);
                var up = (field.Bend(point + new Vector2(0, Step)) - field.Bend(point - new Vector2(0, Step))) / (2 * Step);
                Assert.True(across.X * up.Y - across.Y * up.X > 0, $"seed {seed} at {point}");
            }
        }
    }

    [Theory]
    [InlineData('0', 1)]
    [InlineData('8', 2)]
    [InlineData('A', 1)]
    [InlineData('7', 0)]
    public void A_stencil_leaves_no_counter_closed(char character, int counters)
    {
        using var font = GlyphOutlines.Open("DejaVu Sans");
        var contours = font.Outline(new System.Text.Rune(character)).Contours;
        Assert.Equal(counters, Holes(contours));
        Assert.Equal(0, Holes(Stencil.Cut(contours)));
    }

    // Contours within another: their first point is inside it.
    private static int Holes(IReadOnlyList<Vector2[]> contours) =>
        contours.Count(ring => contours.Any(other => other != ring && IsInside(ring[0], other)));

    private static bool IsInside(Vector2 at, Vector2[] ring)
    {
        var inside = false;
        for (var i = 0; i < ring.Length; i++)
        {
            Vector2 a = ring[i], b = ring[(i + 1) % ring.Length];
            if (a.Y > at.Y != b.Y > at.Y && a.X + (at.Y - a.Y) / (b.Y - a.Y) * (b.X - a.X) > at.X)
                inside = !inside;
        }
        return inside;
    }

    private static Vector2[] Circle(float radius) =>
        [.. Enumerable.Range(0, 400).Select(i => radius * new Vector2(MathF.Cos(MathF.Tau * i / 400), MathF.Sin(MathF.Tau * i / 400)))];
}
