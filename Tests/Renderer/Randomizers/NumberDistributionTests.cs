using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Randomizers;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Randomizers;

/// <summary>Samplers of one number against the closed forms of what they are called.</summary>
public sealed class NumberDistributionTests
{
    [Fact]
    public void A_uniform_is_uniform() => Assert.True(Draws.Distance(new Uniform(-2, 6), x => (x + 2) / 8) < Draws.Reach);

    [Fact]
    public void A_constant_never_changes() => Assert.All(Draws.Of(new Constant(0.3f)), value => Assert.Equal(0.3f, value));

    [Fact]
    public void A_log_uniform_is_uniform_in_the_logarithm()
    {
        var sampler = new LogUniform(0.01f, 100);
        Assert.True(Draws.Distance(sampler, x => Math.Log(x / 0.01) / Math.Log(10_000)) < Draws.Reach);
        // The mean (max − min) / ln(max / min), whose deviation over 20,000 values is 0.14.
        Assert.Equal(99.99 / Math.Log(10_000), Draws.Of(sampler).Average(), 0.4);
    }

    [Fact]
    public void A_chance_says_yes_as_often_as_it_should() => Assert.Equal(0.3, Draws.Of(new Chance(0.3f)).Average(), 0.01);

    [Theory]
    [InlineData(0, 1, -1, 1)]
    [InlineData(10, 2, 9, 30)]
    [InlineData(10, 2, float.NegativeInfinity, 11)]
    [InlineData(0, 1, 4, 5)]
    [InlineData(0, 1, -5, -4)]
    [InlineData(0, 1, 8, float.PositiveInfinity)]
    [InlineData(0, 1, float.NegativeInfinity, -20)]
    public void A_truncated_normal_is_the_bell_between_its_ends(float mean, float deviation, float min, float max)
    {
        var sampler = new TruncatedNormal(mean, deviation, min, max);
        // Shares by the tail that keeps its digits: the oracle of a range far above the mean is its mirror image.
        var flip = min > mean ? -1 : 1;
        double Below(double x) => StandardNormal.Below(flip * (x - mean) / deviation);
        double from = Below(min), all = Below(max) - from;
        Assert.True(Draws.Distance(sampler, x => (Below(x) - from) / all) < Draws.Reach);
        Assert.All(Draws.Of(sampler), value => Assert.InRange(value, min, max));
    }

    [Fact]
    public void A_truncated_normal_has_no_heaps_at_its_ends_where_a_clamped_one_has()
    {
        static double AtEnds(Sampler sampler) => Draws.Of(sampler).Count(value => value is <= -1 or >= 1) / (double)Draws.Count;
        Assert.Equal(2 * StandardNormal.Below(-1), AtEnds(new Normal(0, 1, 1)), 0.01);
        Assert.True(AtEnds(new TruncatedNormal(0, 1, -1, 1)) < 1e-4);
    }

    [Fact]
    public void A_truncated_normals_moments_are_the_formulas()
    {
        // Mean (φ(a) − φ(b)) / Z for the ends a = 0, b = 2: (0.398942 − 0.053991) / 0.477250 = 0.722790.
        Assert.Equal(0.722790, Draws.Of(new TruncatedNormal(0, 1, 0, 2)).Average(), 0.01);
    }

    [Fact]
    public void A_triangle_curve_has_a_triangles_distribution()
    {
        // Up from 1 to 3, down to 4: below 3 the share is (x − 1)² / 6, above it 1 − (4 − x)² / 3.
        var sampler = new Curve((1, 0), (3, 5), (4, 0));
        Assert.True(Draws.Distance(sampler, x => x < 3 ? (x - 1) * (x - 1) / 6 : 1 - (4 - x) * (4 - x) / 3) < Draws.Reach);
        Assert.Equal((1 + 3 + 4) / 3.0, Draws.Of(sampler).Average(), 0.02);
    }

    [Fact]
    public void A_flat_curve_is_uniform_and_its_scale_does_not_matter() =>
        Assert.True(Draws.Distance(new Curve((2, 1e-6f), (10, 1e-6f)), x => (x - 2) / 8) < Draws.Reach);

    [Fact]
    public void A_curve_steps_where_two_points_share_an_x()
    {
        // A histogram: a quarter of the area in [0, 1], three quarters in [1, 2].
        var sampler = new Curve((0, 1), (1, 1), (1, 3), (2, 3));
        Assert.True(Draws.Distance(sampler, x => x < 1 ? x / 4 : 0.25 + 0.75 * (x - 1)) < Draws.Reach);
    }

    [Fact]
    public void A_curve_gives_nothing_where_its_density_is_0()
    {
        var sampler = new Curve((-9, 0), (0, 0), (1, 2), (2, 0), (5, 0), (6, 1), (6, 0), (8, 0));
        Assert.Equal(new Support(0, 6), sampler.Support);
        Assert.All(Draws.Of(sampler), value => Assert.True(value is (>= 0 and <= 2) or (>= 5 and <= 6), $"{value}"));
        // Areas 2 and 1/2.
        Assert.Equal(0.8, Draws.Of(sampler).Count(value => value <= 2) / (double)Draws.Count, 0.01);
    }

    public static TheoryData<Sampler> Samplers =>
    [
        new Uniform(-2, 6), new LogUniform(0.5f, 4), new Normal(3, 1, 1.5f), new TruncatedNormal(3, 1, 2.5f, 4), new Curve((0, 0), (0.5f, 0), (0.5f, 1), (2, 1)),
        new ByClass(new Uniform(0, 1), (4, new Uniform(3, 5))), new Chance(0.5f), new Chance(0), new Choice(("a", 0), ("b", 1), ("c", 2), ("d", 0)),
    ];

    [Theory]
    [MemberData(nameof(Samplers))]
    public void The_support_is_what_the_values_fill(Sampler sampler)
    {
        var (min, max) = sampler.Support;
        float[] values = [.. Draws.Of(sampler), .. Draws.Of(sampler, 4)];
        Assert.All(values, value => Assert.InRange(value, min, max));
        Assert.Equal(min, values.Min(), 0.01 * (max - min));
        Assert.Equal(max, values.Max(), 0.01 * (max - min));
    }

    [Fact]
    public void The_same_key_gives_the_same_value_and_another_key_another()
    {
        foreach (var sampler in (Sampler[])[new LogUniform(1, 9), new TruncatedNormal(0, 1, -1, 1), new Curve((0, 1), (1, 2))])
        {
            Assert.Equal(sampler.Sample(StreamKey.Of(5).Open(), 0), sampler.Sample(StreamKey.Of(5).Open(), 0));
            Assert.NotEqual(sampler.Sample(StreamKey.Of(5).Open(), 0), sampler.Sample(StreamKey.Of(6).Open(), 0));
        }
    }

    public static TheoryData<Func<object>, string> Refused => new()
    {
        { () => new Constant(float.NaN), "finite" },
        { () => new Uniform(3, 1), "3 is above 1" },
        { () => new Uniform(0, float.PositiveInfinity), "finite" },
        { () => new Normal(0, -1), "deviation must not be below 0" },
        { () => new Normal(0, 1, 0), "reach must be above 0" },
        { () => new LogUniform(0, 1), "above 0" },
        { () => new LogUniform(2, 1), "2 is above 1" },
        { () => new TruncatedNormal(0, 0, 0, 1), "deviation must be above 0" },
        { () => new TruncatedNormal(0, 1, 1, 0), "1 is above 0" },
        { () => new TruncatedNormal(0, 1, float.NegativeInfinity, float.PositiveInfinity), "least or a largest" },
        { () => new TruncatedNormal(0, 1, 31, 40), "30 deviations" },
        { () => new TruncatedNormal(0, 1, float.NegativeInfinity, -31), "30 deviations" },
        { () => new Curve((0, 1)), "two points" },
        { () => new Curve((1, 1), (0, 1)), "1 is above 0" },
        { () => new Curve((0, 1), (1, -1)), "not be below 0" },
        { () => new Curve((0, 0), (1, 0)), "above 0 somewhere" },
        { () => new Chance(1.5f), "from 0 to 1" },
        { () => new Choice(), "above 0" },
        { () => new Choice(("a", 1), ("a", 1)), "twice" },
        { () => new Choice(("a", -1), ("b", 1)), "weight of a" },
        { () => new ByClass(new Uniform(0, 1), (1, new Uniform(0, 1)), (1, new Uniform(0, 1))), "twice" },
        { () => new ByClass(new ByClass(new Uniform(0, 1))), "again" },
        { () => new PoissonDisk(1, 1, 0), "distance must be above 0" },
        { () => new SphereShell(2, 1), "2 is above 1" },
        { () => new SphereShell(0, 0), "above 0" },
        { () => new SphereShell(1, 2, -100), "from -90 to 90" },
        { () => new SphereShell(1, 2, 10, 5), "10 is above 5" },
        { () => new UniformBox(new(0, 0, 1), new(1, 1, 0)), "box's z" },
        { () => new UniformBox(["x", "y", "z", "w"], default, System.Numerics.Vector4.One), "quaternions" },
        { () => new ConstantVector(["x"], default), "two to four" },
        { () => new ConstantVector(["x", "y", "z", "w"], default), "unit quaternion" },
        { () => new ConstantVector(new(float.NaN, 0, 0)), "value of x" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Numbers_that_make_no_distribution_are_refused_in_a_sentence(Func<object> make, string because)
    {
        var error = Assert.ThrowsAny<ArgumentException>(make);
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", error.Message, StringComparison.Ordinal);
    }
}
