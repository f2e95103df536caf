using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Operations;
using FewLabels.Sim.Learning.Augmentation.Raster;
using Xunit;
using static FewLabels.Sim.Tests.Learning.Augmentation.Pictures;

namespace FewLabels.Sim.Tests.Learning.Augmentation;

public sealed class OperationTests
{
    private static readonly float[] Ramp = [.. Enumerable.Range(0, 16).Select(i => i / 16f)];

    [Fact]
    public void Flips_and_turns_put_pixels_where_they_belong()
    {
        Assert.Equal([.. Ramp.Chunk(4).SelectMany(row => row.Reverse())], After(Ramp, 1, new Flip("flip", 1, vertical: false), StreamKey.Of(1)));
        Assert.Equal([.. Ramp.Chunk(4).Reverse().SelectMany(row => row)], After(Ramp, 1, new Flip("flip", 1, vertical: true), StreamKey.Of(1)));
        Assert.Equal([.. Ramp.Reverse()], After(Ramp, 1, new Turn("turn", 1, quarters: false), StreamKey.Of(1)));
        // A quarter counter-clockwise: what was the right column is the top row. All three turns occur, and none is the identity.
        var quarter = Enumerable.Range(0, 16).Select(i => Ramp[i % 4 * 4 + 3 - i / 4]).ToArray();
        var seen = Enumerable.Range(0, 60).Select(i => After(Ramp, 1, new Turn("turn", 1, quarters: true), StreamKey.Of(i))).ToArray();
        Assert.Contains(seen, turned => turned.SequenceEqual(quarter));
        Assert.Equal(3, seen.DistinctBy(turned => string.Join(' ', turned)).Count());
        Assert.DoesNotContain(seen, turned => turned.SequenceEqual(Ramp));
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(Ramp, After(Ramp, 1, new Flip("flip", 0, vertical: false), StreamKey.Of(i))));
        Assert.InRange(Enumerable.Range(0, 1000).Count(i => !After(Ramp, 1, new Flip("flip", 0.5, vertical: false), StreamKey.Of(i)).SequenceEqual(Ramp)), 440, 560);
    }

    [Fact]
    public void Shifts_reflect_at_the_edge_without_repeating_it()
    {
        // Row 0 1 2 3 seen two to the left: 2 1 | 0 1.
        Assert.Equal([2, 1, 0, 1], After(Row(), 1, image => Shift.Move(image, -2, 0))[..4]);
        Assert.Equal([2, 3, 2, 1], After(Row(), 1, image => Shift.Move(image, 2, 0))[..4]);
        var columns = After([.. Ramp], 1, image => Shift.Move(image, 0, -1));
        Assert.Equal(Ramp[4..8], columns[..4]);
        Assert.Equal(Ramp[..4], columns[4..8]);

        static float[] Row() => [.. Enumerable.Range(0, 16).Select(i => (float)(i % 4))];
    }

    [Fact]
    public void Shifts_are_uniform_within_an_eighth_of_the_side()
    {
        // A single bright pixel in the middle tells the shift; 28 and 32 pixels move by 4, as FixMatch has them.
        foreach (var side in new[] { 28, 32 })
        {
            var dot = new float[side * side];
            dot[side / 2 * side + side / 2] = 1;
            var counts = new int[9, 9];
            for (var i = 0; i < 8100; i++)
            {
                var place = Array.IndexOf(After(dot, 1, new Shift("shift", 0.125), StreamKey.Of(i)), 1);
                counts[place / side - side / 2 + 4, place % side - side / 2 + 4]++;
            }
            // 80 degrees of freedom: the 99.9 % quantile is 124.8.
            Assert.True(counts.Cast<int>().Sum(count => (count - 100) * (count - 100) / 100.0) < 124.8);
        }
    }

    [Theory]
    [InlineData(32, 0.5, 196.0)]
    [InlineData(28, 0.5, 150.06)]
    public void Cutout_erases_as_much_as_the_papers_code_does(int side, double size, double expected)
    {
        // Over every centre, exactly: (side − clipping at either edge)².
        var mean = Enumerable.Range(0, side * side).Average(at => Erased(new float[side * side], image => Cutout.Erase(image, at % side, at / side, (int)(size * side))));
        Assert.Equal(expected, mean, 0.005);
        var drawn = Enumerable.Range(0, 2000).Average(i => After(new float[side * side], 1, new Cutout("cutout", size), StreamKey.Of(i)).Count(value => value == 0.5f));
        Assert.Equal(expected, drawn, tolerance: 6.0);
        Assert.Equal(side * side / 4, Erased(new float[side * side], image => Cutout.Erase(image, side / 2, side / 2, side / 2)));

        static int Erased(float[] pixels, Change change) => After(pixels, 1, change).Count(value => value == 0.5f);
    }

    [Fact]
    public void Random_resized_crops_have_the_areas_and_ratios_of_the_literature()
    {
        var crop = new RandomResizedCrop("random-resized-crop", 0.08, 1, 4.0 / 3);
        var (areas, ratios, lefts) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < 10_000; i++)
        {
            var draws = StreamKey.Of(i).Open();
            var (left, top, width, height) = crop.Draw(200, 200, ref draws);
            Assert.True(left >= 0 && top >= 0 && left + width <= 200 && top + height <= 200);
            areas.Add(width * height / 40000.0);
            ratios.Add(Math.Log(width / (double)height));
            if (width < 200)
                lefts.Add(left / (200.0 - width));
        }
        // What does not fit is drawn again, so that large areas are rarer than uniform: torchvision's own mean over 30,000 draws is 0.480 ± 0.001.
        Assert.InRange(areas.Min(), 0.075, 0.09);
        Assert.InRange(areas.Max(), 0.97, 1);
        Assert.Equal(0.480, areas.Average(), 0.01);
        Assert.InRange(ratios.Min(), -Math.Log(4.0 / 3) - 0.02, -0.27);
        Assert.InRange(ratios.Max(), 0.27, Math.Log(4.0 / 3) + 0.02);
        Assert.Equal(0, ratios.Average(), 0.01);
        Assert.Equal(0.5, lefts.Average(), 0.02);
    }

    [Theory]
    [InlineData(100, 20, 36, 0, 27, 20)]
    [InlineData(20, 100, 0, 36, 20, 27)]
    [InlineData(30, 30, 0, 0, 30, 30)]
    public void A_crop_that_never_fits_is_the_largest_in_the_middle(int width, int height, int left, int top, int cropWidth, int cropHeight)
    {
        // No part of more than the whole fits.
        var draws = StreamKey.Of(1).Open();
        Assert.Equal((left, top, cropWidth, cropHeight), new RandomResizedCrop("random-resized-crop", 2, 3, 4.0 / 3).Draw(width, height, ref draws));
    }

    [Fact]
    public void Enlarging_the_whole_changes_nothing_and_a_flat_part_stays_flat()
    {
        var image = Noise(3, 32);
        foreach (var filter in Enum.GetValues<Filter>())
        {
            Assert.True(Distance(image, After(image, 3, picture => Resample.Enlarge(picture, 0, 0, 32, 32, filter))) < 1e-6);
            var flat = Enumerable.Repeat(0.3f, 32 * 32).ToArray();
            Assert.True(Distance(flat, After(flat, 1, picture => Resample.Enlarge(picture, 5, 7, 11, 13, filter))) < 1e-6);
        }
        // Bilinear, twice: ¾ and ¼ of the neighbours, the edge held.
        float[] two = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal([0, 0.25f, 0.75f, 1], After(two, 1, picture => Resample.Enlarge(picture, 0, 0, 2, 2, Filter.Bilinear))[..4]);
    }

    [Fact]
    public void Colour_jitter_takes_an_order_of_each_images_own()
    {
        // Brightness past the limit and contrast don't commute: with fixed factors, results differ by order alone. Reaches of nearly nothing fix the other two.
        var image = Noise(3, 16);
        Change[] changes = [picture => Tone.Brightness(picture, 1.8f), picture => Tone.Contrast(picture, 0.3f), picture => Tone.Saturation(picture, 2.5f), picture => Hue.Shift(picture, 0.2)];
        var orders = Permutations([0, 1, 2, 3]).ToArray();
        var results = orders.Select(order => order.Aggregate(image, (at, step) => After(at, 3, changes[step]))).ToArray();
        // Some orders give the same (grey axis operations commute), so count distinct outcomes and see the operation reach far more than one.
        Assert.True(results.DistinctBy(result => string.Join(' ', result.Take(50).Select(value => MathF.Round(value, 3)))).Count() >= 12);
        var jitter = new ColorJitter("colour-jitter", 1, 0.8, 0.8, 0.8, 0.2);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 2400; i++)
        {
            var (draws, replay) = (StreamKey.Of(i).Open(), StreamKey.Of(i).Open());
            var made = After(image, 3, jitter, StreamKey.Of(i));
            // The draws in their documented order: chance, order, three factors, hue.
            replay.NextDouble();
            int[] order = [0, 1, 2, 3];
            replay.Shuffle(order.AsSpan());
            var (light, range, color, turn) = ((float)replay.Uniform(0.2, 1.8), (float)replay.Uniform(0.2, 1.8), (float)replay.Uniform(0.2, 1.8), replay.Uniform(-0.2, 0.2));
            Change[] own = [picture => Tone.Brightness(picture, light), picture => Tone.Contrast(picture, range), picture => Tone.Saturation(picture, color), picture => Hue.Shift(picture, turn)];
            if (i < 100)
                Assert.Equal(order.Aggregate(image, (at, step) => After(at, 3, own[step])), made);
            counts[string.Join("", order)] = counts.GetValueOrDefault(string.Join("", order)) + 1;
        }
        // 23 degrees of freedom: the 99.9 % quantile is 49.7.
        Assert.Equal(24, counts.Count);
        Assert.True(counts.Values.Sum(count => (count - 100) * (count - 100) / 100.0) < 49.7);
    }

    [Fact]
    public void The_hue_goes_round_the_circle()
    {
        // Red, a third of a turn further: green; a sixth: yellow; back: blue.
        float[] red = [.. Enumerable.Repeat(1f, 4), .. Enumerable.Repeat(0f, 8)];
        Assert.Equal([0, 1, 0], Pixel(After(red, 3, image => Hue.Shift(image, 1.0 / 3))), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([1, 1, 0], Pixel(After(red, 3, image => Hue.Shift(image, 1.0 / 6))), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([0, 0, 1], Pixel(After(red, 3, image => Hue.Shift(image, -1.0 / 3))), (a, b) => Math.Abs(a - b) < 1e-5);
        var image = Noise(3, 16);
        Assert.True(Distance(image, After(After(image, 3, picture => Hue.Shift(picture, 0.3)), 3, picture => Hue.Shift(picture, -0.3))) < 1e-5);
        Assert.True(Distance(image, After(image, 3, picture => Hue.Shift(picture, 1))) < 1e-5);

        static float[] Pixel(float[] image) => [image[0], image[4], image[8]];
    }

    [Fact]
    public void A_blur_keeps_brightness_and_takes_sharpness()
    {
        var blur = new GaussianBlur("blur", 1, 0.1, 0.1, 2);
        Assert.Equal([1, 1, 3, 11], new[] { 28, 32, 64, 224 }.Select(blur.RadiusFor));
        var image = Noise(1, 32);
        var soft = After(image, 1, picture => Smoothing.Gaussian(picture, 2, 3));
        Assert.Equal(image.Average(), soft.Average(), 0.01);
        Assert.True(Roughness(soft) < 0.5 * Roughness(image));
        // A deviation near 0 leaves the image.
        Assert.True(Distance(image, After(image, 1, picture => Smoothing.Gaussian(picture, 0.1, 1))) < 1e-6);
        Assert.InRange(Enumerable.Range(0, 400).Count(i => !After(image, 1, new GaussianBlur("blur", 0.5, 0.1, 1, 2), StreamKey.Of(i)).SequenceEqual(image)), 160, 240);

        static double Roughness(float[] image) => image.Zip(image.Skip(1)).Average(pair => Math.Abs(pair.First - pair.Second));
    }

    [Fact]
    public void An_affine_of_nothing_is_nothing_and_a_turn_goes_counter_clockwise()
    {
        var image = Noise(3, 32);
        Assert.True(Distance(image, After(image, 3, new Affine("affine", 0, 0, 1, 0), StreamKey.Of(1))) < 1e-6);
        Assert.Equal(image, After(image, 3, picture => Warp.About(32, 32, 0).Nearest(picture)));
        // A quarter turn by resampling is the one by moving pixels.
        var turned = Enumerable.Range(0, 16).Select(i => Ramp[i % 4 * 4 + 3 - i / 4]).ToArray();
        Assert.Equal(turned, After(Ramp, 1, picture => Warp.About(4, 4, Math.PI / 2).Nearest(picture)));
        // Twice as large about the middle: the middle four pixels fill the image.
        var large = After(Ramp, 1, picture => Warp.About(4, 4, 0, scale: 2).Nearest(picture));
        Assert.Equal([Ramp[5], Ramp[5], Ramp[6], Ramp[6]], large[..4]);
        // Content moves to the right, and grey comes in.
        Assert.Equal([0.5f, Ramp[0], Ramp[1], Ramp[2]], After(Ramp, 1, picture => Warp.About(4, 4, 0, right: 1).Bilinear(picture))[..4]);
        var angles = Enumerable.Range(0, 200).Select(i => After(image, 3, new Affine("rotate", 30, 0, 1, 0), StreamKey.Of(i))).ToArray();
        Assert.Equal(200, angles.DistinctBy(one => one[100] + 7 * one[500]).Count());
    }

    [Fact]
    public void Tones_without_effect_leave_the_image()
    {
        var image = Noise(3, 32);
        Assert.Equal(image, After(image, 3, picture => Tone.Brightness(picture, 1)));
        Assert.True(Distance(image, After(image, 3, picture => Tone.Contrast(picture, 1))) < 1e-6);
        Assert.True(Distance(image, After(image, 3, picture => Tone.Saturation(picture, 1))) < 1e-6);
        Assert.True(Distance(image, After(image, 3, picture => Tone.Sharpness(picture, 1))) < 1e-6);
        Assert.Equal(image, After(image, 3, picture => Tone.Solarize(picture, 256)));
        Assert.True(Distance(image, After(image, 3, picture => Tone.Posterize(picture, 8))) < 1e-6);
        Assert.True(Distance(image, After(image, 3, picture => Tone.AutoContrast(picture, 0))) < 1e-6);
        Assert.True(Distance(image, After(image, 3, picture => Tone.Equalize(picture, 0))) < 1e-6);
        Assert.True(Distance(image, After(image, 3, picture => Tone.Invert(picture, 0))) < 1e-6);
        Assert.All(After(image, 3, picture => Tone.Posterize(picture, 0)), value => Assert.Equal(0, value));
        Assert.True(Distance([.. image.Select(value => 1 - value)], After(image, 3, picture => Tone.Solarize(picture, 0))) < 1e-6);
        var stretched = After([.. image.Select(value => 0.3f + 0.2f * value)], 3, picture => Tone.AutoContrast(picture));
        Assert.All(stretched.Chunk(1024), plane => Assert.Equal((0, 1), (MathF.Round(plane.Min(), 5), MathF.Round(plane.Max(), 5))));
    }

    [Fact]
    public void Equalising_has_Pillows_whole_numbers()
    {
        // 341, 341 and 342 of 1024 pixels: a step is (1024 − 342) / 255 = 2, and half a step rounds: (1 + 0) / 2, (1 + 341) / 2, and 255 for all above.
        float[] image = [.. Enumerable.Range(0, 1024).Select(i => i < 341 ? 40f / 255 : i < 682 ? 90f / 255 : 200f / 255)];
        var equal = After(image, 1, picture => Tone.Equalize(picture));
        Assert.Equal([0, 171, 255], new[] { equal[0], equal[400], equal[1000] }.Select(value => (int)MathF.Round(255 * value)));
        // A flat image has nothing to spread.
        float[] flat = [.. Enumerable.Repeat(0.4f, 1024)];
        Assert.Equal(flat, After(flat, 1, picture => Tone.Equalize(picture)));
        // Three bits of 173 are 160; from level 110 on light is dark.
        Assert.Equal(160 / 255f, After([173f / 255, 0, 0, 0], 1, picture => Tone.Posterize(picture, 3))[0], 1e-6f);
        Assert.Equal([109, 145], After([109f / 255, 110f / 255, 0, 0], 1, picture => Tone.Solarize(picture, 110))[..2].Select(value => (int)MathF.Round(255 * value)));
    }

    private static IEnumerable<int[]> Permutations(int[] items) =>
        items.Length == 1 ? [items] : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
