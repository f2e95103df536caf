using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation.Confusion;

/// <summary>
/// Measures whether the domains can still be told apart: a classifier (one hidden layer of 64) is trained from scratch on half of
/// some held-out features and judged on the other half. The domain head of DANN proves nothing: it may just have lost its game.
/// </summary>
public static class DomainProbe
{
    /// <summary>Fewer of a domain than this can't be split into halves that say anything, also for the null.</summary>
    public const int FewestSamples = 8;

    private const int Hidden = 64;
    private const int Steps = 200;

    /// <summary>Measures features that no training saw, and the same within each domain, where the truth is "no difference".</summary>
    /// <param name="source">Features <c>[N, F]</c> of renders.</param>
    /// <param name="target">Features <c>[M, F]</c> of photos.</param>
    /// <param name="arm">For the event.</param>
    /// <param name="seed">Of splits and of the classifier's weights.</param>
    /// <exception cref="ArgumentException">Fewer than <see cref="FewestSamples"/> of a domain, or other widths.</exception>
    public static DomainConfusion Measure(Tensor source, Tensor target, string arm, long seed)
    {
        if (Math.Min(source.shape[0], target.shape[0]) < FewestSamples || source.shape[1] != target.shape[1])
            throw new ArgumentException($"Features of [{source.shape[0]}, {source.shape[1]}] and [{target.shape[0]}, {target.shape[1]}] can't be compared.");
        var key = StreamKey.Of(seed).With("domain-probe");
        var count = Math.Min(source.shape[0], target.shape[0]);
        var (correct, tested) = Judge(Some(source, count, key.With("source")), Some(target, count, key.With("target")), key);
        var accuracy = (double)correct / tested;
        var (low, high) = Proportion.Interval(correct, tested);
        return new()
        {
            Arm = arm,
            Count = tested / 2,
            Width = (int)source.shape[1],
            Accuracy = accuracy,
            Low = low,
            High = high,
            ProxyADistance = Distance(accuracy),
            SourceNull = Null(source, key.With("source null")),
            TargetNull = Null(target, key.With("target null")),
            Seed = seed,
        };
    }

    /// <summary>2(1 − 2ε) of the test error ε, not below 0.</summary>
    public static double Distance(double accuracy) => Math.Max(0, 2 * (1 - 2 * (1 - accuracy)));

    private static double Null(Tensor features, StreamKey key)
    {
        using var scope = NewDisposeScope();
        var halves = Some(features, features.shape[0] / 2 * 2, key).chunk(2);
        var (correct, tested) = Judge(halves[0], halves[1], key);
        return Distance((double)correct / tested);
    }

    private static Tensor Some(Tensor features, long count, StreamKey key)
    {
        var order = Enumerable.Range(0, (int)features.shape[0]).Select(i => (long)i).ToArray();
        key.Open().Shuffle(order.AsSpan());
        return features[tensor(order.AsSpan(0, (int)count).ToArray())];
    }

    // Rows come shuffled: the first half of each domain trains, the second is judged.
    private static (int Correct, int Tested) Judge(Tensor ones, Tensor zeros, StreamKey key)
    {
        using var scope = NewDisposeScope();
        // Features often come from a caller that has gradients off.
        using var learning = enable_grad();
        var (a, b) = (Halves(ones), Halves(zeros));
        var train = cat([a.Train, b.Train]);
        var (mean, deviation) = (train.mean([0], keepdim: true), train.std([0], unbiased: true, keepdim: true) + 1e-3);
        Tensor Scale(Tensor x) => ((x - mean) / deviation).clamp(-5, 5);
        manual_seed((long)(key.With("weights").Open().NextBits() >> 1));
        using var model = nn.Sequential(nn.Linear(train.shape[1], Hidden), nn.ReLU(), nn.Linear(Hidden, 1));
        using var optimizer = optim.AdamW(model.parameters(), 0.005, weight_decay: 0.05);
        var (x, y) = (Scale(train), cat([torch.ones(a.Train.shape[0], 1), torch.zeros(b.Train.shape[0], 1)]));
        for (var i = 0; i < Steps; i++)
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            binary_cross_entropy_with_logits(model.call(x), y).backward();
            optimizer.step();
        }
        using var guard = no_grad();
        var correct = model.call(Scale(a.Test)).gt(0).sum() + model.call(Scale(b.Test)).le(0).sum();
        return ((int)correct.item<long>(), (int)(a.Test.shape[0] + b.Test.shape[0]));
    }

    private static (Tensor Train, Tensor Test) Halves(Tensor x)
    {
        var half = x.shape[0] / 2;
        return (x.slice(0, 0, half, 1).detach(), x.slice(0, half, 2 * half, 1).detach());
    }
}
