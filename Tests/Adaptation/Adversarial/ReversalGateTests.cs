using FewLabels.Sim.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation.Adversarial;

/// <summary>What holds for every adversarial objective, of the whole term as a stage evaluates it.</summary>
public sealed class ReversalGateTests : IDisposable
{
    private const int Features = 6;
    private const double Progress = 0.5;
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. Adversaries.Makers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Photos_get_minus_lambda_times_the_gradient_and_the_head_its_own(string name)
    {
        // λ = −1 is no reversal at all.
        var plain = Gradients(name, -1, 7, 5);
        var reversed = Gradients(name, 0.3, 7, 5);
        Assert.True(plain.Target.abs().sum().item<float>() > 1e-4);
        Assert.True(allclose(reversed.Target, plain.Target * -0.3, rtol: 1e-5, atol: 1e-8));
        foreach (var (a, b) in plain.Head.Zip(reversed.Head))
        {
            Assert.True(a.abs().sum().item<float>() > 1e-5);
            Assert.True(allclose(a, b, rtol: 1e-5, atol: 1e-8));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Renders_get_the_same_but_for_MCD_whose_classifiers_learn_from_them(string name)
    {
        var (plain, reversed) = (Gradients(name, -1, 7, 5).Source, Gradients(name, 0.3, 7, 5).Source);
        Assert.True(plain.abs().sum().item<float>() > 1e-4);
        Assert.True(allclose(reversed, plain * (name == "MCD" ? 1 : -0.3), rtol: 1e-5, atol: 1e-8));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_networks_own_classifier_learns_from_MCD_alone(string name) =>
        Assert.Equal(name == "MCD", Gradients(name, 0.3, 7, 5).Classifier is { } gradient && gradient.abs().sum().item<float>() > 0);

    [Theory]
    [MemberData(nameof(Names))]
    public void Domains_of_any_sizes_and_features_that_are_all_one_give_numbers(string name)
    {
        foreach (var (sources, targets) in new[] { (1, 1), (1, 9), (9, 1), (4, 12) })
            Sound(Gradients(name, 1, sources, targets));
        foreach (var value in new[] { 0, 1, 1e4, -1e4 })
            Sound(Gradients(name, 1, 3, 4, full([3, Features], value, float32), full([4, Features], value, float32)));

        static void Sound((double Loss, Tensor Source, Tensor Target, Tensor[] Head, Tensor? Classifier) step)
        {
            Assert.True(double.IsFinite(step.Loss), $"loss {step.Loss}");
            Assert.All([step.Source, step.Target, .. step.Head], gradient => Assert.True(gradient.isfinite().all().item<bool>()));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_domain_counts_the_same_however_many_images_it_has(string name)
    {
        var (source, target) = (Planted(4, 1), Planted(6, 2));
        var twice = Gradients(name, 1, 8, 6, cat([source, source]), target);
        var once = Gradients(name, 1, 4, 6, source, target);
        // Labels go around by four classes, so that twice the renders are twice the same labels.
        Assert.Equal(once.Loss, twice.Loss, 1e-5);
        Assert.True(allclose(twice.Source[..4] * 2, once.Source, rtol: 1e-4, atol: 1e-7));
        Assert.True(allclose(twice.Target, once.Target, rtol: 1e-4, atol: 1e-7));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.01, 0.0499584)]
    [InlineData(0.05, 0.2449187)]
    [InlineData(0.1, 0.4621172)]
    [InlineData(0.25, 0.8482836)]
    [InlineData(0.5, 0.9866143)]
    [InlineData(0.75, 0.9988944)]
    [InlineData(1, 0.9999092)]
    public void Lambda_has_the_papers_values_after_any_start_and_up_to_any_strength(double progress, double lambda)
    {
        foreach (var (_, make) in Adversaries.Makers)
            Assert.Equal(lambda * 0.5, make(0.5).Strength(progress), 1e-6);
        using var late = new FewLabels.Sim.Adaptation.Adversarial.DomainAdversarial(new() { Start = 0.2, Strength = 2 });
        Assert.Equal(2 * lambda, late.Strength(0.2 + 0.8 * progress), 1e-6);
        Assert.Equal(0, late.Strength(0.199));
    }

    public void Dispose() => _scope.Dispose();

    internal static Tensor Planted(int count, int seed) => ((arange(count * Features, float32) + seed * 100).view(count, Features) * 0.9f).sin();

    private static (double Loss, Tensor Source, Tensor Target, Tensor[] Head, Tensor? Classifier) Gradients(string name, double lambda, int sources, int targets, Tensor? source = null, Tensor? target = null)
    {
        var network = new PlantedNetwork(Features, 4);
        using var term = Adversaries.Makers[name](lambda / Schedules.DomainAdaptation(Progress));
        term.Build(network, 3);
        var (x, y) = ((source ?? Planted(sources, 1)).detach().clone().requires_grad_(), (target ?? Planted(targets, 2)).detach().clone().requires_grad_());
        var loss = term.Evaluate(network.Step(x, y, Progress)).Total;
        loss.backward();
        return (loss.item<float>(), x.grad!, y.grad!, [.. term.Head!.parameters().Select(p => p.grad!.clone())], network.Weight.grad);
    }
}
