using System.Numerics;
using FewLabels.Sim.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Core;

public sealed class OutlineShapingTests
{
    private static readonly Vector2[] Square = Box(0, 0, 1, 1);

    [Theory]
    [InlineData(0.1f)]
    [InlineData(-0.1f)]
    public void Sharp_corners_stay_sharp(float amount)
    {
        var moved = Assert.Single(OutlineShaping.Offset([Square], amount, round: false));
        Assert.Equal(Math.Pow(1 + 2 * amount, 2), Area([moved]), 1e-3);
        Assert.Equal(-amount, moved.Min(point => point.X), 1e-3f);
    }

    [Fact]
    public void Round_corners_are_quarters_of_a_circle()
    {
        // Steiner: area + length · d + π d².
        Assert.Equal(1 + 4 * 0.2 + Math.PI * 0.04, Area(OutlineShaping.Offset([Square], 0.2f, round: true)), 2e-3);
    }

    [Fact]
    public void A_hole_closes_as_its_ring_grows()
    {
        IReadOnlyList<Vector2[]> ring = [Square, Box(0.3f, 0.3f, 0.7f, 0.7f)];
        Assert.Equal(1.2 * 1.2 - 0.2 * 0.2, Area(OutlineShaping.Offset(ring, 0.1f, round: false)), 1e-3);
        Assert.Equal(0.9 * 0.9 - 0.5 * 0.5, Area(OutlineShaping.Offset(ring, -0.05f, round: false)), 1e-3);
        Assert.Single(OutlineShaping.Offset(ring, 0.25f, round: false));
    }

    [Fact]
    public void What_is_thinner_than_twice_the_amount_vanishes()
    {
        IReadOnlyList<Vector2[]> squareAndHair = [Square, Box(2, 0, 2.05f, 1)];
        var fine = Assert.Single(OutlineShaping.Offset(squareAndHair, -0.05f, round: false));
        Assert.All(fine, point => Assert.InRange(point.X, 0, 1));
    }

    [Fact]
    public void A_bar_cuts_a_ring_in_two()
    {
        var parts = OutlineShaping.Cut([Square, Box(0.2f, 0.2f, 0.8f, 0.8f)], new(0.45f, -1), new(0.55f, 2));
        Assert.Equal(2, parts.Count);
        // Neither half has a hole.
        Assert.Equal(1 - 0.36 - 2 * 0.1 * 0.2, parts.Sum(part => Math.Abs(Signed(part))), 1e-3);
        Assert.All(parts, part => Assert.True(part.All(point => point.X < 0.451f) || part.All(point => point.X > 0.549f)));
    }

    [Fact]
    public void No_amount_changes_nothing()
    {
        IReadOnlyList<Vector2[]> contours = [Square];
        Assert.Same(contours, OutlineShaping.Offset(contours, 0, round: true));
    }

    private static Vector2[] Box(float left, float bottom, float right, float top) => [new(left, bottom), new(right, bottom), new(right, top), new(left, top)];

    // Holes run against their outlines once a path operation has made them; as given they are told by size, the largest being solid.
    private static double Area(IReadOnlyList<Vector2[]> contours)
    {
        var areas = contours.Select(Signed).OrderByDescending(Math.Abs).ToArray();
        return areas.Sum(area => area * Math.Sign(areas[0]));
    }

    private static double Signed(Vector2[] ring)
    {
        var twice = 0.0;
        for (var i = 0; i < ring.Length; i++)
        {
            Vector2 a = ring[i], b = ring[(i + 1) % ring.Length];
            twice += (double)a.X * b.Y - (double)b.X * a.Y;
        }
        return twice / 2;
    }
}
