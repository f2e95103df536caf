using FewLabels.Sim.Core.Datasets.Coco;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Coco;

public sealed class MaskOutlineTests
{
    [Theory]
    [InlineData("#", "0,0 1,0 1,1 0,1")]
    [InlineData("....\n.##.\n.##.", "1,1 3,1 3,3 1,3")]
    // Stairs of single pixels are a slope through the middles of their edges.
    [InlineData("#...\n##..\n###.\n####", "0,0 1,0 1,0.5 3.5,3 4,3 4,4 0,4")]
    public void Outlines_lie_on_the_edges_of_pixels(string drawing, string outline)
    {
        var ring = Assert.Single(MaskOutline.Trace(SomeMasks.Drawn(drawing)));
        Assert.False(ring.IsHole);
        Assert.Equal(outline, Text(ring));
    }

    [Fact]
    public void Every_corner_stands_where_nothing_is_simplified() =>
        Assert.Equal("0,0 1,0 1,1 2,1 2,2 0,2", Text(Assert.Single(MaskOutline.Trace(SomeMasks.Drawn("#.\n##"), simplify: false))));

    [Fact]
    public void Holes_and_parts_are_told_apart()
    {
        var rings = MaskOutline.Trace(SomeMasks.Drawn("###.#\n#.#..\n###.#"));
        Assert.Equal(4, rings.Count);
        Assert.Equal("1,2 2,2 2,1 1,1", Text(Assert.Single(rings, ring => ring.IsHole)));
        // Pixels that touch at a corner are two parts, and what lies between two that touch so is no hole.
        Assert.Equal([false, false], MaskOutline.Trace(SomeMasks.Drawn("#.\n.#")).Select(ring => ring.IsHole));
        Assert.All(MaskOutline.Trace(SomeMasks.Drawn(".#.\n#.#\n.#.")), ring => Assert.False(ring.IsHole));
    }

    [Fact]
    public void Polygons_hold_the_pixels_of_their_masks_as_COCOs_rasteriser_fills_them()
    {
        var (whole, worst) = (0, 1.0);
        for (var i = 0; i < 1500; i++)
        {
            var mask = SomeMasks.Encoded(i);
            var rings = MaskOutline.Trace(mask);
            if (rings.Any(ring => ring.IsHole))
                continue;
            var filled = new bool[mask.Height * mask.Width];
            foreach (var ring in rings)
            {
                var part = CocoRaster.Fill(ring.Points, mask.Height, mask.Width);
                for (var p = 0; p < filled.Length; p++)
                    filled[p] |= part[p];
            }
            worst = Math.Min(worst, SomeMasks.Overlap(mask.Decode(), filled));
            whole++;
        }
        Assert.True(whole > 500, $"{whole}");
        Assert.Equal(1, worst);
    }

    [Theory]
    [InlineData(0, 0.65)]
    [InlineData(1, 0.1)]
    public void Slopes_and_curves_take_few_points(double power, double share)
    {
        // A disc, and a square on its corner.
        const int side = 200;
        var pixels = Enumerable.Range(0, side * side).Select(i => (X: Math.Abs(i % side - 99.5), Y: Math.Abs(i / side - 99.5)))
            .Select(at => power == 0 ? at.X * at.X + at.Y * at.Y < 90 * 90 : at.X + power * at.Y < 80).ToArray();
        var mask = RunLengthMask.Of(side, side, pixels);
        var (ring, corners) = (Assert.Single(MaskOutline.Trace(mask)), Assert.Single(MaskOutline.Trace(mask, simplify: false)));
        Assert.True(ring.Points.Count < share * corners.Points.Count, $"{ring.Points.Count} points for {corners.Points.Count} corners");
        Assert.Equal(pixels, CocoRaster.Fill(ring.Points, side, side));
    }

    [Fact]
    public void Filled_by_even_and_odd_outlines_with_holes_are_the_mask_too_and_their_box_is_its_box()
    {
        for (var i = 0; i < 1500; i++)
        {
            var mask = SomeMasks.Encoded(i);
            foreach (var simplify in new[] { false, true })
            {
                var rings = MaskOutline.Trace(mask, simplify);
                Assert.Equal(mask.Counts, PolygonFill.Fill(rings.Select(ring => ring.Points), mask.Height, mask.Width).Counts);
                if (rings.Count == 0)
                    continue;
                var (points, box) = (rings.SelectMany(ring => ring.Points).ToArray(), mask.Box());
                Assert.Equal((box.X, box.Y, box.X + box.Width, box.Y + box.Height), (points.Min(p => p.X), points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y)));
                Assert.All(rings, ring => Assert.True(ring.Points.Count >= 3));
            }
        }
    }

    private static string Text(MaskRing ring) => string.Join(' ', ring.Points.Select(point => FormattableString.Invariant($"{point.X},{point.Y}")));
}
