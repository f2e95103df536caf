using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Tests.Learning;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation;

public sealed class InformationMaximisationTests
{
    [Fact]
    public void Two_known_answers_carry_the_known_information()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[,] { { 0.9f, 0.1f }, { 0.2f, 0.8f } }).log();
        Assert.Equal(-0.275396, InformationMaximisation.Negative(logits).item<float>(), 5);
    }

    [Fact]
    public void Sure_and_balanced_answers_carry_ln_K_and_constant_ones_nothing()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(-Math.Log(3), InformationMaximisation.Negative(eye(3) * 100).item<float>(), 5);
        Assert.Equal(0, InformationMaximisation.Negative(tensor(new float[,] { { 2, 1, 0 }, { 2, 1, 0 } })).item<float>(), 5);
    }

    [Fact]
    public void Toward_a_prior_it_is_entropy_plus_divergence_in_plain_loops()
    {
        using var scope = NewDisposeScope();
        double[][] p = [[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.3, 0.3, 0.4], [0.25, 0.5, 0.25]];
        double[] q = [0.5, 0.3, 0.2];
        var expected = -p.Sum(row => row.Sum(x => x * Math.Log(x))) / 4;
        for (var c = 0; c < 3; c++)
        {
            var mean = p.Average(row => row[c]);
            expected += mean * Math.Log(mean / q[c]);
        }
        var logits = tensor(new double[,] { { 0.7, 0.2, 0.1 }, { 0.1, 0.6, 0.3 }, { 0.3, 0.3, 0.4 }, { 0.25, 0.5, 0.25 } }).log() + 3;
        Assert.Equal(expected, InformationMaximisation.Toward(logits, tensor(q)).item<double>(), 6);
        Assert.Equal(InformationMaximisation.Negative(logits).item<double>() + Math.Log(3), InformationMaximisation.Toward(logits, ones(3, float64) / 3).item<double>(), 10);
        FiniteDifferences.Agree(z => InformationMaximisation.Toward(z, tensor(q)), logits);
    }

    [Fact]
    public void Sure_answers_as_common_as_the_prior_says_cost_nothing_and_others_do()
    {
        using var scope = NewDisposeScope();
        var (skewed, q) = (cat([eye(2)[..1].expand(3, 2), eye(2)[1..]]) * 100, tensor(new[] { 0.75f, 0.25f }));
        Assert.Equal(0, InformationMaximisation.Toward(skewed, q).item<float>(), 5);
        Assert.True(InformationMaximisation.Toward(skewed, q.flip(0)).item<float>() > 0.5);
        Assert.True(InformationMaximisation.Toward(eye(2) * 100, q).item<float>() > 0.1);
    }

    [Theory]
    [InlineData("top=0.5 middle=0.5", "nothing of the class 'bottom'")]
    [InlineData("top=0.5 middle=0.3 botom=0.2", "did you mean 'bottom'?")]
    [InlineData("top=0.5 middle=0.3 bottom=0.3", "sums to 1.1")]
    [InlineData("top=0.5 middle=0.5 bottom=0", "'bottom' no chance")]
    public void A_prior_that_is_none_is_refused_in_words(string prior, string says)
    {
        using var network = Network.Create(TinyData.Shape, 1);
        using var term = new InformationMaximisation(new() { Prior = prior.Split(' ').Select(one => one.Split('=')).ToDictionary(one => one[0], one => double.Parse(one[1], System.Globalization.CultureInfo.InvariantCulture)) });
        Assert.Contains(says, Assert.Throws<FewLabelsException>(() => term.Build(network, 1)).What, StringComparison.Ordinal);
    }
}
