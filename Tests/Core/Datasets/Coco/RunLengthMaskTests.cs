using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Coco;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Coco;

public sealed class RunLengthMaskTests
{
    // By hand: columns top to bottom, left to right; the first run is background.
    [Theory]
    [InlineData("#.\n..", new[] { 0, 1, 3 }, "013")]
    [InlineData("..\n#.", new[] { 1, 1, 2 }, "112")]
    [InlineData(".#\n##", new[] { 1, 3 }, "13")]
    [InlineData("##\n##", new[] { 0, 4 }, "04")]
    [InlineData("..\n..", new[] { 4 }, "4")]
    // A run after the third is its difference: 1 − 2 = −1 is 'O', 3 − 3 = 0 is '0'.
    [InlineData(".##.#...", new[] { 1, 2, 1, 1, 3 }, "121O2")]
    public void Runs_go_down_the_columns_and_begin_with_background(string drawing, int[] counts, string text)
    {
        var mask = SomeMasks.Drawn(drawing);
        Assert.Equal(counts, mask.Counts);
        Assert.Equal(text, mask.ToString());
    }

    // By hand: five bits a character, lowest first, 32 for "more", 48 added; the last one's fifth bit is the sign.
    [Theory]
    [InlineData(15, "?")]
    [InlineData(16, "`0")]
    [InlineData(31, "o0")]
    [InlineData(32, "P1")]
    [InlineData(1000, "Xo0")]
    public void Long_runs_take_more_characters(int background, string text)
    {
        var mask = RunLengthMask.FromCounts([background, 0], 1, background);
        Assert.Equal(text + "0", mask.ToString());
        Assert.Equal([background, 0], RunLengthMask.Parse(text + "0", 1, background).Counts);
    }

    [Fact]
    public void Both_forms_read_back_to_the_same_pixels_with_their_area_and_box()
    {
        for (var i = 0; i < 400; i++)
        {
            var (height, width, pixels) = SomeMasks.Of(i);
            var mask = RunLengthMask.Of(height, width, pixels);
            Assert.Equal(pixels, mask.Decode());
            Assert.Equal(pixels, RunLengthMask.Parse(mask.ToString(), height, width).Decode());
            Assert.Equal(pixels, RunLengthMask.FromCounts(mask.Counts.Select(count => (long)count), height, width).Decode());
            Assert.Equal(pixels.Count(pixel => pixel), mask.Area);
            var places = Enumerable.Range(0, pixels.Length).Where(at => pixels[at]).ToArray();
            if (places.Length == 0)
            {
                Assert.Equal(default, mask.Box());
                continue;
            }
            int left = places.Min(at => at % width), top = places.Min(at => at / width);
            Assert.Equal((left, top, places.Max(at => at % width) - left + 1, places.Max(at => at / width) - top + 1), mask.Box());
        }
    }

    [Fact]
    public void A_map_of_instances_becomes_one_mask_each()
    {
        ushort[] map = [0, 1, 1, 700, 1, 2, 0, 700, 1, 2, 2, 700];
        var masks = RunLengthMask.Of(new InstanceSegmentation("instances", 3, 4, map, []));
        Assert.Equal([1, 2, 700], masks.Keys.Order());
        foreach (var (id, mask) in masks)
            Assert.Equal(map.Select(value => value == id), mask.Decode());
        Assert.Equal([1, 3, 2, 1, 5], masks[1].Counts.Take(1).Concat([3, 2, 1, 5]));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("99")]
    [InlineData("O")]
    [InlineData("5`")]
    [InlineData("5p")]
    [InlineData("5 4")]
    [InlineData("")]
    [InlineData("0000000000000000000000000")]
    [InlineData("oooooooooooooooooooo")]
    [InlineData("Poooooooooooo0")]
    public void Text_that_is_no_mask_of_the_image_is_refused(string text) => Assert.Throws<FormatException>(() => RunLengthMask.Parse(text, 3, 3));

    [Fact]
    public void Lists_that_are_no_mask_of_the_image_are_refused()
    {
        Assert.Throws<FormatException>(() => RunLengthMask.FromCounts([3, -1, 7], 3, 3));
        Assert.Throws<FormatException>(() => RunLengthMask.FromCounts([3, 5], 3, 3));
        Assert.Throws<FormatException>(() => RunLengthMask.FromCounts([3, 7], 3, 3));
        Assert.Throws<FormatException>(() => RunLengthMask.FromCounts([long.MaxValue, long.MaxValue, 11], 3, 3));
        Assert.Throws<FormatException>(() => RunLengthMask.FromCounts(Enumerable.Repeat(0L, 1_000_000_000), 3, 3));
        Assert.Throws<FormatException>(() => RunLengthMask.FromCounts([1], 100_000, 100_000));
        Assert.Throws<FormatException>(() => RunLengthMask.FromCounts([1], -1, -1));
    }
}
