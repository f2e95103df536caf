using FewLabels.Sim.Renderer.Colors;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Colors;

public sealed class BlackBodyTests
{
    // Worked out by hand from the chromaticities of black bodies as colorimetry's tables have them (CIE 1931, 2°): x, y = 0.5267, 0.4133 at 2,000 K;
    // 0.44757, 0.40745 at 2,856 K (illuminant A); 0.3805, 0.3768; 0.3451, 0.3516; 0.3135, 0.3237; 0.2807, 0.2884 at 10,000 K.
    [Theory]
    [InlineData(2000, 2.520f, 0.647f, 0.0204f)]
    [InlineData(2856, 1.845f, 0.8262f, 0.2333f)]
    [InlineData(4000, 1.414f, 0.9241f, 0.533f)]
    [InlineData(5000, 1.2133f, 0.9606f, 0.7624f)]
    [InlineData(6500, 1.0424f, 0.9839f, 1.0346f)]
    [InlineData(10000, 0.8719f, 0.9947f, 1.4294f)]
    public void Temperatures_have_the_colours_of_the_tables(float kelvin, float red, float green, float blue)
    {
        var color = BlackBody.ToLinear(kelvin);
        Assert.Equal(red, color.X, 0.003f);
        Assert.Equal(green, color.Y, 0.003f);
        Assert.Equal(blue, color.Z, 0.003f);
    }

    [Fact]
    public void Every_temperature_has_the_luminance_1_and_no_negative_light()
    {
        for (var kelvin = BlackBody.Coldest; kelvin <= BlackBody.Hottest; kelvin += 100)
        {
            var color = BlackBody.ToLinear(kelvin);
            Assert.Equal(1, 0.2126f * color.X + 0.7152f * color.Y + 0.0722f * color.Z, 1e-4f);
            Assert.True(color.X >= 0 && color.Y >= 0 && color.Z >= 0, $"{kelvin} K: {color}");
        }
    }

    [Fact]
    public void Colder_bodies_than_the_approximation_knows_look_like_its_coldest() =>
        Assert.Equal(BlackBody.ToLinear(1000), BlackBody.ToLinear(300));
}
