using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.CameraPipeline;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class FinishTests
{
    [Fact]
    public void The_unsharp_mask_is_its_definition()
    {
        var light = Pictures.Random(10, 22);
        var planes = Pictures.Planes(light);
        var kernel = new Kernel();
        Sharpening.Fill(kernel, 0.7f);
        kernel.ConvolveColors(planes, new MarginPlane());
        Pictures.AssertNear((c, y, x) =>
        {
            var plane = c == 0 ? light.Red : c == 1 ? light.Green : light.Blue;
            double sum = 0, weights = 0;
            for (var dy = -1; dy <= 1; dy++)
                for (var dx = -1; dx <= 1; dx++)
                {
                    var weight = Math.Exp(-0.5 * (dy * dy + dx * dx));
                    sum += weight * plane[Math.Clamp(y + dy, 0, 9) * 22 + Math.Clamp(x + dx, 0, 21)];
                    weights += weight;
                }
            return plane[y * 22 + x] + 0.7 * (plane[y * 22 + x] - sum / weights);
        }, planes, 1e-5);
    }

    [Fact]
    public void A_cut_out_mixes_encoded_thing_and_backdrop_by_coverage()
    {
        // An even thing at the left, its edge covered to 3/10; what the edge pixels hold of the old background (black) must not show.
        var light = Pictures.Light(8, 20, (_, x) => new(x < 10 ? 0.5f : x == 10 ? 0.15f : 0), (_, x) => x < 10 ? 1 : x == 10 ? 0.3f : 0);
        var photo = Pictures.Develop(light, new() { CutOut = true, Backdrop = 0.9f }, channels: 1);
        for (var i = 0; i < photo.Length; i++)
        {
            var expected = (i % 20) switch { < 10 => Pictures.Srgb(0.5), 10 => 0.3 * Pictures.Srgb(0.5) + 0.7 * 0.9, _ => 0.9 };
            Assert.Equal(expected * 255, photo[i], 0.52);
        }
    }

    [Fact]
    public void A_thing_thinner_than_a_pixel_keeps_its_own_colour_mixed_by_coverage()
    {
        var light = Pictures.Light(9, 9, (y, _) => new(y == 4 ? 0.25f : 1), (y, _) => y == 4 ? 0.5f : 0);
        var photo = Pictures.Develop(light, new() { CutOut = true, Backdrop = 0 });
        Assert.All(Enumerable.Range(0, 9), x => Assert.Equal(0.5 * Pictures.Srgb(0.25) * 255, photo[3 * (4 * 9 + x)], 0.52));
        Assert.All(Enumerable.Range(0, 27), i => Assert.Equal(0, photo[3 * 5 * 9 + i]));
    }

    [Fact]
    public void Noise_and_light_stay_off_the_backdrop_of_a_cut_out()
    {
        var light = Pictures.Random(40, 40);
        var photo = Pictures.Develop(light, new() { CutOut = true, ShotNoise = 0.01f, ReadNoise = 0.05f, NoiseKey = StreamKey.Of(1), Vignetting = 0.5f });
        for (var i = 0; i < 1600; i++)
        {
            if (light.Coverage[i] == 0)
                Assert.Equal(255, photo[3 * i]);
        }
        Assert.Contains(0f, light.Coverage);
    }

    [Fact]
    public void A_blurred_cut_out_has_a_blurred_edge()
    {
        var light = Pictures.Light(16, 32, (_, x) => new(x < 16 ? 0 : 1), (_, x) => x < 16 ? 1 : 0);
        byte Edge(CameraSettings settings) => Pictures.Develop(light, settings, 1)[8 * 32 + 16];
        Assert.Equal(255, Edge(new() { CutOut = true }));
        Assert.InRange(Edge(new() { CutOut = true, DefocusRadius = 3f / 16 }), 100, 240);
        Assert.InRange(Edge(new() { CutOut = true, MotionLength = 5f / 16 }), 100, 240);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(33)]
    public void Bytes_are_the_rounded_values_pixel_by_pixel(int width)
    {
        var light = Pictures.Random(3, width);
        var photo = Pictures.Develop(light, new());
        for (var i = 0; i < 3 * width; i++)
        {
            Assert.Equal(255 * Pictures.Srgb(Math.Min(1, light.Red[i])), photo[3 * i], 0.503);
            Assert.Equal(255 * Pictures.Srgb(Math.Min(1, light.Green[i])), photo[3 * i + 1], 0.503);
            Assert.Equal(255 * Pictures.Srgb(Math.Min(1, light.Blue[i])), photo[3 * i + 2], 0.503);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(32)]
    public void Grey_is_the_shares_of_the_encoded_colours(int width)
    {
        var light = Pictures.Random(4, width);
        var shares = new Vector3(0.2f, 0.5f, 0.3f);
        var photo = Pictures.Develop(light, new() { GreyShares = shares }, channels: 1);
        for (var i = 0; i < photo.Length; i++)
        {
            var grey = 0.2 * Pictures.Srgb(Math.Min(1, light.Red[i])) + 0.5 * Pictures.Srgb(Math.Min(1, light.Green[i])) + 0.3 * Pictures.Srgb(Math.Min(1, light.Blue[i]));
            Assert.Equal(255 * grey, photo[i], 0.503);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_negative_is_255_minus_the_photo_so_twice_is_the_photo(int channels)
    {
        var light = Pictures.Random(9, 21);
        var settings = new CameraSettings { JpegQuality = 60, Sharpening = 1, CutOut = true };
        var photo = Pictures.Develop(light, settings, channels);
        var negative = Pictures.Develop(light, settings with { Negative = true }, channels);
        Assert.Equal(photo.Select(value => (byte)(255 - value)), negative);
        PhotoBytes.Negate(negative);
        Assert.Equal(photo, negative);
    }
}
