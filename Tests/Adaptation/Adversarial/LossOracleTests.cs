using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Tests.Learning;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Tests.Adaptation.Adversarial;

/// <summary>Every adversarial loss against loops over numbers, and its gradient against central differences, in float64.</summary>
public sealed class LossOracleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    // Three renders and five photos of four features; four classes.
    private static Tensor Features => (arange(32, float64).view(8, 4) * 0.7).sin() * 2;

    private static Tensor Classes => (arange(16, float64).view(4, 4) * 1.1).cos();

    private static Tensor Second => (arange(16, float64).view(4, 4) * 1.7).sin() * 1.5;

    private static Tensor Judge => (arange(16, float64) * 0.9).sin().unsqueeze(1);

    [Fact]
    public void Of_DANN()
    {
        var (source, target) = (Features[..3, ..1], Features[3.., ..1]);
        var expected = (Rows(source).Average(z => Softplus(-z[0])) + Rows(target).Average(z => Softplus(z[0]))) / 2;
        Assert.Equal(expected, DomainAdversarial.Term(source, target).item<double>(), 12);
    }

    [Fact]
    public void Of_the_outer_product()
    {
        var (f, g) = (Rows(Features), Rows(softmax(Features.matmul(Classes), 1)));
        var product = Rows(ConditionalDomainAdversarial.Outer(Features, softmax(Features.matmul(Classes), 1)));
        for (var n = 0; n < 8; n++)
            for (var i = 0; i < 4; i++)
                for (var k = 0; k < 4; k++)
                    Assert.Equal(f[n][i] * g[n][k], product[n][i * 4 + k], 12);
    }

    [Fact]
    public void Of_the_random_multilinear_map()
    {
        var map = new RandomMultilinearMap(Second, Classes);
        var (f, g, a, b, mapped) = (Rows(Features), Rows(softmax(Features, 1)), Rows(Second), Rows(Classes), Rows(map.call(Features, softmax(Features, 1))));
        for (var n = 0; n < 8; n++)
            for (var d = 0; d < 4; d++)
                Assert.Equal(Enumerable.Range(0, 4).Sum(i => f[n][i] * a[i][d]) * Enumerable.Range(0, 4).Sum(k => g[n][k] * b[k][d]) / 2, mapped[n][d], 12);
    }

    [Fact]
    public void Random_maps_keep_inner_products_of_the_outer_product()
    {
        var (f, g) = (Features.to(float32), softmax(Features.matmul(Classes), 1).to(float32));
        var map = RandomMultilinearMap.Draw(4, 4, 100_000, StreamKey.Of(4));
        var (exact, random) = (ConditionalDomainAdversarial.Outer(f, g), map.call(f, g));
        Assert.True(allclose(random.matmul(random.t()), exact.matmul(exact.t()), rtol: 0, atol: 0.15));
        Assert.Empty(map.parameters());
        Assert.Equal(2, map.named_buffers().Count());
    }

    [Fact]
    public void Of_entropy_conditioning()
    {
        var logits = Features * 2;
        double Raw(double[] z) => 1 + Math.Exp(Softmax(z).Sum(p => p * Math.Log(p)));
        var raw = Rows(logits).Select(Raw).ToArray();
        var weights = ConditionalDomainAdversarial.Certainty(logits).data<double>().ToArray();
        for (var n = 0; n < 8; n++)
            Assert.Equal(raw[n] / raw.Sum(), weights[n], 12);
        // Answers that are all alike say nothing, answers that are sure count nearly twice as much: 1 + 1/4 against 2.
        Assert.Equal(1.25 / 2, ConditionalDomainAdversarial.Certainty(stack([zeros([4], float64), tensor(new double[] { 1000, 0, 0, 0 })])) is var two ? two[0].item<double>() / two[1].item<double>() : 0, 9);
    }

    [Fact]
    public void Of_CDAN_with_entropy()
    {
        var (source, target) = (Features[..3, ..1], Features[3.., ..1]);
        double[] u = [0.5, 0.3, 0.2], v = [0.1, 0.2, 0.3, 0.15, 0.25];
        var expected = (Rows(source).Zip(u, (z, w) => w * Softplus(-z[0])).Sum() + Rows(target).Zip(v, (z, w) => w * Softplus(z[0])).Sum()) / 2;
        Assert.Equal(expected, ConditionalDomainAdversarial.Term(source, target, tensor(u), tensor(v)).item<double>(), 12);
        // Equal weights are DANN's means.
        Assert.Equal(DomainAdversarial.Term(source, target).item<double>(), ConditionalDomainAdversarial.Term(source, target, full([3], 1 / 3.0, float64), full([5], 0.2, float64)).item<double>(), 12);
    }

    [Fact]
    public void Of_MDD()
    {
        var answers = tensor(new long[] { 0, 2, 1, 1, 0, 3, 3, 2 });
        var (agreement, disagreement) = (0.0, 0.0);
        foreach (var (z, y) in Rows(Features).Zip(answers.data<long>().ToArray()))
        {
            agreement -= Math.Log(Softmax(z)[y]) / 8;
            disagreement -= Math.Log(1 - Softmax(z)[y]) / 8;
        }
        Assert.Equal(agreement, MarginDisparityDiscrepancy.Agreement(Features, answers).item<double>(), 12);
        Assert.Equal(disagreement, MarginDisparityDiscrepancy.Disagreement(Features, answers).item<double>(), 12);
    }

    [Fact]
    public void Disagreement_of_MDD_has_a_value_and_a_gradient_where_one_minus_p_is_zero()
    {
        var logits = tensor(new float[,] { { 200, 0, 0 }, { 0, 200, 0 } }).requires_grad_();
        var loss = MarginDisparityDiscrepancy.Disagreement(logits, tensor(new long[] { 0, 0 }));
        loss.backward();
        // Of the first, 200 − ln 2; of the second nothing.
        Assert.Equal((200 - Math.Log(2)) / 2, loss.item<float>(), 3);
        Assert.True(allclose(logits.grad!, tensor(new float[,] { { 0.5f, -0.25f, -0.25f }, { 0, 0, 0 } }), atol: 1e-6));
    }

    [Fact]
    public void Where_the_domains_are_alike_MDDs_second_classifier_rests_at_a_sureness_of_gamma_over_one_plus_gamma()
    {
        // Zhang et al. 2019, section 5: at the optimum p' = γ / (1 + γ); here .8, with the rest on two other classes.
        var logits = tensor(new[,] { { 0.8, 0.1, 0.1 } }).log().requires_grad_();
        var answers = tensor(new long[] { 0 });
        (MarginDisparityDiscrepancy.Agreement(logits, answers) * 4 + MarginDisparityDiscrepancy.Disagreement(logits, answers)).backward();
        Assert.Equal(0, logits.grad!.abs().max().item<double>(), 12);
    }

    [Fact]
    public void Of_MCD()
    {
        var (first, second) = (Features.matmul(Classes), Features.matmul(Second));
        var expected = Rows(first).Zip(Rows(second), (a, b) => Softmax(a).Zip(Softmax(b), (p, q) => Math.Abs(p - q)).Sum() / 4).Average();
        Assert.Equal(expected, MaximumClassifierDiscrepancy.Discrepancy(first, second).item<double>(), 12);
        Assert.Equal(0, MaximumClassifierDiscrepancy.Discrepancy(first, first).item<double>());
        // Sure of different classes: 2 / K.
        Assert.Equal(0.5, MaximumClassifierDiscrepancy.Discrepancy(eye(4, dtype: float64) * 1000, eye(4, dtype: float64).roll(1, 0) * 1000).item<double>(), 9);
    }

    [Fact]
    public void Of_the_whole_term_of_MDD()
    {
        var network = new PlantedNetwork(6, 4);
        using var term = new MarginDisparityDiscrepancy(new());
        term.Build(network, 1);
        var (source, target) = (ReversalGateTests.Planted(3, 1), ReversalGateTests.Planted(5, 2));
        double[][] Second(Tensor x) => Rows(((Sequential)term.Head!).call(x).to(float64));
        int[] Answers(Tensor x) => [.. Rows(network.Classify(x).to(float64)).Select(z => Array.IndexOf(z, z.Max()))];
        var agreement = Second(source).Zip(Answers(source), (z, y) => -Math.Log(Softmax(z)[y])).Average();
        var disagreement = Second(target).Zip(Answers(target), (z, y) => -Math.Log(1 - Softmax(z)[y])).Average();
        Assert.Equal(4 * agreement + disagreement, term.Evaluate(network.Step(source, target, 0.5)).Total.item<float>(), 5);
    }

    [Fact]
    public void Of_the_whole_term_of_MCD()
    {
        var network = new PlantedNetwork(6, 4);
        using var term = new MaximumClassifierDiscrepancy(new());
        term.Build(network, 1);
        var (source, target) = (ReversalGateTests.Planted(3, 1), ReversalGateTests.Planted(5, 2));
        double[][] Second(Tensor x) => Rows(((Sequential)term.Head!).call(x).to(float64));
        // Labels go around: 0, 1, 2.
        var right = Second(source).Select((z, y) => -Math.Log(Softmax(z)[y])).Average();
        var apart = Rows(network.Classify(target).to(float64)).Zip(Second(target), (a, b) => Softmax(a).Zip(Softmax(b), (p, q) => Math.Abs(p - q)).Sum() / 4).Average();
        Assert.Equal(right - apart, term.Evaluate(network.Step(source, target, 0.5)).Total.item<float>(), 5);
    }

    [Fact]
    public void Of_the_whole_term_of_CDAN_with_entropy()
    {
        var network = new PlantedNetwork(6, 4);
        using var term = new ConditionalDomainAdversarial(new() { Entropy = true });
        term.Build(network, 1);
        var (source, target) = (ReversalGateTests.Planted(3, 1), ReversalGateTests.Planted(5, 2));
        double Half(Tensor x, int sign)
        {
            var answers = Rows(network.Classify(x).to(float64)).Select(Softmax).ToArray();
            var judged = Rows(((ConditionalHead)term.Head!).call(x, softmax(network.Classify(x), 1)).to(float64));
            var weights = answers.Select(g => 1 + Math.Exp(g.Sum(p => p * Math.Log(p)))).ToArray();
            return judged.Zip(weights, (z, w) => w * Softplus(sign * z[0])).Sum() / weights.Sum();
        }
        Assert.Equal((Half(source, -1) + Half(target, 1)) / 2, term.Evaluate(network.Step(source, target, 0.5)).Total.item<float>(), 5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradient_of_CDAN_reversed_while_answers_and_weights_carry_none(bool entropy)
    {
        // Answers and weights as they are where differences are taken.
        var (g0, u0, v0) = (Answers(Features), Weights(Features[..3]), Weights(Features[3..]));
        FiniteDifferences.Agree(x => Loss(GradientReversal.Apply(x, 0.6), Answers(x).detach(), Weights(x[..3]), Weights(x[3..])), Features, x => -0.6 * Loss(x, g0, u0, v0));
        FiniteDifferences.Agree(x => Loss(GradientReversal.Apply(x, 0.6, 1e9), Answers(x).detach(), Weights(x[..3]), Weights(x[3..])), Features, x => -0.6 * Loss(x, g0, u0, v0));

        static Tensor Answers(Tensor x) => softmax(x.matmul(Classes), 1);
        static Tensor Weights(Tensor x) => ConditionalDomainAdversarial.Certainty(x.matmul(Classes));
        Tensor Loss(Tensor x, Tensor g, Tensor u, Tensor v)
        {
            var z = ConditionalDomainAdversarial.Outer(x, g).matmul(Judge);
            return entropy ? ConditionalDomainAdversarial.Term(z[..3], z[3..], u, v) : DomainAdversarial.Term(z[..3], z[3..]);
        }
    }

    [Fact]
    public void Gradient_of_MDD_reversed_into_features_and_plain_into_its_classifier()
    {
        var answers = Features.matmul(Classes).argmax(1);
        FiniteDifferences.Agree(x => Loss(GradientReversal.Apply(x, 0.6), Second), Features, x => -0.6 * Loss(x, Second));
        FiniteDifferences.Agree(w => Loss(GradientReversal.Apply(Features, 0.6), w), Second);

        Tensor Loss(Tensor x, Tensor w) => MarginDisparityDiscrepancy.Agreement(x[..3].matmul(w), answers[..3]) * 4 + MarginDisparityDiscrepancy.Disagreement(x[3..].matmul(w), answers[3..]);
    }

    [Fact]
    public void Gradient_of_MCD_reversed_into_features_and_plain_into_both_classifiers()
    {
        FiniteDifferences.Agree(x => Loss(GradientReversal.Apply(x, 0.6), Classes, Second), Features, x => -0.6 * Loss(x, Classes, Second));
        FiniteDifferences.Agree(w => Loss(GradientReversal.Apply(Features, 0.6), w, Second), Classes);
        FiniteDifferences.Agree(w => Loss(GradientReversal.Apply(Features, 0.6), Classes, w), Second);

        static Tensor Loss(Tensor x, Tensor first, Tensor second) => -MaximumClassifierDiscrepancy.Discrepancy(x.matmul(first), x.matmul(second));
    }

    [Theory]
    [InlineData("DANN")]
    [InlineData("CDAN")]
    [InlineData("CDAN+E")]
    [InlineData("CDAN, random")]
    public void Features_that_are_alike_in_both_domains_leave_the_head_at_ln_2(string name)
    {
        var network = new PlantedNetwork(6, 4);
        using var term = Adversaries.Makers[name](1);
        term.Build(network, 1);
        var features = ReversalGateTests.Planted(16, 1);
        var optimizer = optim.SGD(term.Head!.parameters(), 0.2);
        var loss = 0.0;
        for (var step = 0; step < 300; step++)
        {
            optimizer.zero_grad();
            var now = term.Evaluate(network.Step(features, features, 0.5)).Total;
            now.backward();
            optimizer.step();
            // No head can do better than chance.
            Assert.InRange(loss = now.item<float>(), Math.Log(2) - 1e-6, 2);
        }
        Assert.Equal(Math.Log(2), loss, 3);
    }

    public void Dispose() => _scope.Dispose();

    private static double[][] Rows(Tensor x) => [.. x.contiguous().data<double>().ToArray().Chunk((int)x.shape[1])];

    private static double Softplus(double z) => Math.Log(1 + Math.Exp(z));

    private static double[] Softmax(double[] z) => [.. z.Select(one => Math.Exp(one) / z.Sum(Math.Exp))];
}
