using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Scenarios.Pictures;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Pictures;

/// <summary>Outlines of shapes whose area and edge are known in closed form. Alpha is the share of 8 × 8 points of the pixel that are inside.</summary>
public sealed class AlphaOutlineTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(500)]
    public void A_disc_is_round_to_half_a_sample(int side)
    {
        var radius = 0.45f * side;
        var middle = new Vector2(0.5f * side);
        var ring = Assert.Single(AlphaOutline.Trace(Paint(side, side, at => Vector2.Distance(at, middle) < radius)));
        Assert.All(ring, point => Assert.Equal(radius, Vector2.Distance(point, middle), 0.004f * side));
        Assert.InRange(ring.Length, 16, 80);
        Assert.Equal(Math.PI * radius * radius, Math.Abs(Area(ring)), 0.006 * side * side);
    }

    [Fact]
    public void A_triangle_keeps_its_sides_straight_and_its_corners()
    {
        Vector2 top = new(100, 8), left = new(10, 170), right = new(190, 170);
        var ring = Assert.Single(AlphaOutline.Trace(Paint(200, 180, at => Left(top, right, at) && Left(right, left, at) && Left(left, top, at))));
        Assert.InRange(ring.Length, 3, 12);
        foreach (var corner in (Vector2[])[top, left, right])
            Assert.True(ring.Min(point => Vector2.Distance(point, corner)) < 4, $"{corner} is cut off");
        Assert.Equal(0.5 * 180 * 162, Math.Abs(Area(ring)), 60.0);
    }

    [Fact]
    public void What_reaches_the_pictures_edge_ends_there()
    {
        var ring = Assert.Single(AlphaOutline.Trace(Paint(60, 40, at => at.X > 20)));
        Assert.Equal(new Vector2(20, 0), ring.Aggregate(Vector2.Min), new Near(0.3f));
        Assert.Equal(new Vector2(60, 40), ring.Aggregate(Vector2.Max), new Near(1e-3f));
    }

    [Fact]
    public void A_ring_has_a_hole_and_its_plate_too()
    {
        var middle = new Vector2(64);
        var rings = AlphaOutline.Trace(Paint(128, 128, at => Vector2.Distance(at, middle) is < 60 and > 30));
        Assert.Equal(2, rings.Count);
        var plate = new PlateShape(rings, 128, 128, 0.6f);
        // Its outline is 120 pixels wide, which are 0.6 m.
        Assert.Equal(Math.PI * (60 * 60 - 30 * 30) * Math.Pow(0.6 / 120, 2), Triangles(plate).Sum(), 0.002);
        Assert.True(plate.Holds(new(0.225f, 0)));
        Assert.False(plate.Holds(Vector2.Zero));
        Assert.False(plate.Holds(new(0.31f, 0)));
    }

    [Fact]
    public void Parts_that_touch_at_a_corner_give_lines_that_close_and_do_not_cross()
    {
        var rings = AlphaOutline.Trace(Paint(16, 16, at => at.X < 8 == at.Y < 8));
        Assert.Equal(128, rings.Sum(ring => Math.Abs(Area(ring))), 4.0);
        Assert.Equal(0.6 * 0.6 / 2, Triangles(new PlateShape(rings, 16, 16, 0.6f)).Sum(), 0.01);
    }

    [Fact]
    public void Specks_are_left_out_and_nothing_has_no_outline()
    {
        Assert.Single(AlphaOutline.Trace(Paint(200, 200, at => at.X < 100 || at is { X: > 150 and < 152, Y: > 90 and < 92 })));
        Assert.Empty(AlphaOutline.Trace(Paint(20, 20, _ => false)));
    }

    [Fact]
    public void A_plate_is_cut_without_loss_and_its_picture_lies_on_it_whole()
    {
        // An L: its outline is not convex, and does not fill the picture.
        var plate = new PlateShape(AlphaOutline.Trace(Paint(100, 200, at => at is { X: > 10 and < 70, Y: > 20 and < 140 } && (at.X < 30 || at.Y > 110))), 100, 200, 0.6f);
        Assert.Equal(new Vector2(0.3f, 0.6f), plate.Size, new Near(0.01f));
        // 20 × 90 upright and 60 × 30 below, at 200 pixels a metre.
        Assert.Equal((20 * 90 + 60 * 30) / (200.0 * 200), Triangles(plate).Sum(), 0.0015);
        Assert.All(Triangles(plate), area => Assert.True(area > 0));
        Vector2[] corners = [new(0, 0), new(1, 0), new(1, 1), new(0, 1)];
        for (var i = 0; i < 4; i++)
            Assert.Equal(corners[i], plate.Place01(plate.Frame[i]), new Near(1e-4f));
        // The outline's middle is pixel (40, 80).
        Assert.Equal(new Vector2(0.4f, 0.4f), plate.Place01(Vector2.Zero), new Near(0.005f));
    }

    private static IEnumerable<double> Triangles(PlateShape plate)
    {
        for (var i = 0; i < plate.Triangles.Length; i += 3)
            yield return Area([plate.Points[plate.Triangles[i]], plate.Points[plate.Triangles[i + 1]], plate.Points[plate.Triangles[i + 2]]]);
    }

    private static double Area(Vector2[] ring) =>
        Enumerable.Range(0, ring.Length).Sum(i => (double)ring[i].X * ring[(i + 1) % ring.Length].Y - (double)ring[(i + 1) % ring.Length].X * ring[i].Y) / 2;

    private static bool Left(Vector2 a, Vector2 b, Vector2 at) => (b.X - a.X) * (at.Y - a.Y) - (b.Y - a.Y) * (at.X - a.X) > 0;

    private static Image Paint(int width, int height, Func<Vector2, bool> inside)
    {
        var pixels = new byte[width * height * 4];
        for (var p = 0; p < width * height; p++)
        {
            var covered = Enumerable.Range(0, 64).Count(s => inside(new(p % width + (s % 8 + 0.5f) / 8, p / width + (s / 8 + 0.5f) / 8)));
            pixels[4 * p + 3] = (byte)(covered * 255 / 64);
        }
        return new(height, width, 4, pixels);
    }

    private sealed class Near(float distance) : IEqualityComparer<Vector2>
    {
        public bool Equals(Vector2 a, Vector2 b) => Vector2.Distance(a, b) <= distance;

        public int GetHashCode(Vector2 at) => 0;
    }
}
