using System.Runtime.Intrinsics;
using FewLabels.Sim.Renderer.CameraPipeline;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class LaneMathTests
{
    [Fact]
    public void Powers_of_two_follow_the_library_and_are_exact_for_whole_numbers()
    {
        for (var x = -20f; x <= 20; x += 0.013f)
            Assert.InRange(LaneMath.Exp2(x) / Math.Pow(2, x), 1 - 3e-7, 1 + 3e-7);
        for (var x = -126; x <= 126; x++)
            Assert.Equal(Math.Pow(2, x), LaneMath.Exp2(x));
    }

    [Fact]
    public void Logarithms_follow_the_library()
    {
        for (var x = 1e-6f; x < 70_000; x *= 1.003f)
        {
            var expected = Math.Log2(x);
            Assert.InRange(Lane(LaneMath.Log2(Vector256.Create(x))) - expected, -1e-6 - 1e-7 * Math.Abs(expected), 1e-6 + 1e-7 * Math.Abs(expected));
        }
    }

    [Theory]
    [InlineData(0.4166667f)]
    [InlineData(1)]
    [InlineData(2.2f)]
    public void Powers_follow_the_library(float exponent)
    {
        for (var x = 1e-5f; x <= 1; x += 0.0007f)
            Assert.InRange(Lane(LaneMath.Power(Vector256.Create(x), Vector256.Create(exponent))) / Math.Pow(x, exponent), 1 - 1e-5, 1 + 1e-5);
        Assert.InRange(Lane(LaneMath.Power(Vector256<float>.Zero, Vector256.Create(exponent))), 0, 1e-15);
    }

    [Fact]
    public void Sines_and_cosines_follow_the_library_in_all_quadrants()
    {
        for (var turns = -2.5f; turns < 2.5f; turns += 0.0017f)
        {
            var (sin, cos) = LaneMath.SinCos(Vector256.Create(turns));
            Assert.InRange(Lane(sin) - Math.Sin(Math.Tau * turns), -6e-7, 6e-7);
            Assert.InRange(Lane(cos) - Math.Cos(Math.Tau * turns), -6e-7, 6e-7);
        }
    }

    private static double Lane(Vector256<float> x)
    {
        for (var i = 1; i < 8; i++)
            Assert.Equal(x[0], x[i]);
        return x[5];
    }
}
