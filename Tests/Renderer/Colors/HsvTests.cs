using System.Numerics;
using FewLabels.Sim.Renderer.Colors;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Colors;

public sealed class HsvTests
{
    // Encoded (1, 0.5, 0) is an orange of hue 30; 0.5 decodes to 0.21404 by IEC 61966-2-1.
    [Theory]
    [InlineData(0, 1, 1, 1, 0, 0)]
    [InlineData(30, 1, 1, 1, 0.21404f, 0)]
    [InlineData(120, 1, 1, 0, 1, 0)]
    [InlineData(240, 1, 1, 0, 0, 1)]
    [InlineData(300, 1, 0.5f, 0.21404f, 0, 0.21404f)]
    [InlineData(77, 0, 0.5f, 0.21404f, 0.21404f, 0.21404f)]
    [InlineData(-60, 0.5f, 1, 1, 0.21404f, 1)]
    [InlineData(720, 1, 1, 1, 0, 0)]
    public void Colours_are_those_of_pickers(float hue, float saturation, float value, float red, float green, float blue)
    {
        var color = new Hsv(hue, saturation, value).ToLinear();
        Assert.Equal(red, color.X, 1e-4f);
        Assert.Equal(green, color.Y, 1e-4f);
        Assert.Equal(blue, color.Z, 1e-4f);
    }

    [Fact]
    public void A_colour_comes_back_from_linear_light()
    {
        for (var hue = 0; hue < 360; hue += 7)
        {
            foreach (var (saturation, value) in new[] { (0.2f, 0.9f), (1, 0.03f), (0.7f, 2.5f) })
            {
                var back = Hsv.FromLinear(new Hsv(hue, saturation, value).ToLinear());
                Assert.Equal(hue, back.Hue, 0.01f);
                Assert.Equal(saturation, back.Saturation, 1e-4f);
                Assert.Equal(value, back.Value, 1e-4f * value);
            }
        }
    }

    [Fact]
    public void Greys_have_no_hue_and_no_saturation()
    {
        var white = Hsv.FromLinear(Vector3.One);
        Assert.Equal((0, 0), (white.Hue, white.Saturation));
        Assert.Equal(1, white.Value, 1e-6f);
    }

    [Fact]
    public void The_curve_is_that_of_the_standard()
    {
        Assert.Equal(0.04045f / 12.92f, SrgbCurve.ToLinear(0.04045f), 1e-7f);
        Assert.Equal(0.5f, SrgbCurve.ToEncoded(0.2140411f), 1e-5f);
        Assert.Equal(1, SrgbCurve.ToEncoded(1), 1e-6f);
    }
}
