using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Augmentation.Operations;
using FewLabels.Sim.Learning.Augmentation.Policies;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.Pretraining;
using FewLabels.Sim.SemiSupervised;
using FewLabels.Sim.Tests;
using TorchSharp;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// Steps as users run them, with loader and augmentation, against the same in PyTorch (<c>PyTorch/*.py</c>, each with its DataLoader): the same network, images, batch and number of threads, in turn. "Tuned" is
/// PyTorch's bare step on one batch that never changes, channels last and pool before rectifier, against our whole one.
/// </summary>
internal static class PyTorchBenchmark
{
    private static readonly DebianPython Python = new("torch", "torchvision");

    private static readonly string[] Classes = [.. Enumerable.Range(0, 10).Select(i => $"{i}")];

    /// <summary>By what they are called on the command line.</summary>
    public static IEnumerable<(string Name, Func<IEnumerable<Figure>> Run)> All =>
        [("pytorch-dann", () => Where(Dann)), ("pytorch-fixmatch", () => Where(FixMatch)), ("pytorch-simclr", () => Where(SimClr)), ("pytorch-randaugment", () => Where(RandAugment))];

    private static IEnumerable<Figure> Where(Func<IEnumerable<Figure>> run)
    {
        if (Python.Missing is not { } missing)
            return run();
        Console.WriteLine($"skip PyTorch's side: {missing}");
        return [];
    }

    private static IEnumerable<Figure> Dann()
    {
        var data = Data(28, 1);
        double Ours(Precision precision) => Seconds(new("dann-mnist", 28, 1, Classes), new() { Precision = precision }, 50, () => [new Supervised(), new DomainAdversarial(new())], data);
        foreach (var (what, script, floor32, floor16) in new[] { ("PyTorch as a user writes it", "dann.py", 2.5, 3.5), ("PyTorch's tuned bare step", "dann.py --tuned", 1.2, 1.8) })
        {
            yield return Compare($"a DANN step against {what}", script, 50, 3, floor32, () => Ours(Precision.Float32));
            yield return Compare($"a DANN step in bfloat16 against {what}", script, 50, 3, floor16, () => Ours(Precision.BFloat16));
        }
    }

    private static IEnumerable<Figure> FixMatch()
    {
        var data = Data(32, 3) with { Augmentation = new() { Weak = new(new Flip("flip", 0.5, vertical: false), new Shift("shift", 0.125)), Strong = Strong } };
        double Ours(Precision precision) => Seconds(new("wrn-28-2", 32, 3, Classes), new() { Batch = 32, TargetRatio = 3, LearningRate = 0.03, Precision = precision }, 3,
            () => [new Supervised(View.LabelledTarget), new FixMatch(new())], data);
        yield return Compare("a FixMatch step of WRN-28-2, B 32, μ 3, against PyTorch's", "fixmatch.py", 3, 2, 1.5, () => Ours(Precision.Float32));
        yield return Compare("a FixMatch step in bfloat16 against PyTorch's", "fixmatch.py", 3, 2, 2.5, () => Ours(Precision.BFloat16));
    }

    private static IEnumerable<Figure> SimClr()
    {
        var pair = new Augmenter(new RandomResizedCrop("crop", 0.08, 1, 4.0 / 3), new Flip("flip", 0.5, vertical: false), new ColorJitter("jitter", 0.8, 0.4, 0.4, 0.4, 0.1), new Grey("grey", 0.2));
        var data = Data(32, 3) with { Augmentation = new() { Pair = pair } };
        yield return Compare("a SimCLR step of ResNet-18 with the small stem, 2 × 256 views, against PyTorch's", "simclr.py", 2, 2, 2,
            () => Seconds(new("resnet18-small", 32, 3, Classes), new() { Batch = 256, Optimizer = OptimizerKind.AdamW, LearningRate = 0.002 }, 2, () => [new SimClr(new() { On = [Domain.Source] })], data));
    }

    // From bytes to floats on either side, and both operations done on every image, as torchvision does them; FixMatch's recipe does half of them.
    private static IEnumerable<Figure> RandAugment()
    {
        var (images, keys) = (Images(256, 32, 3, 1).Images, Enumerable.Range(0, 256).Select(i => StreamKey.Of(i)).ToArray());
        var indices = Enumerable.Range(0, images.Count).ToArray();
        Augmenter augmenter = new(new RandAugment("rand-augment", 2, 9, 1), new Cutout("cutout", 0.5));
        yield return Compare("RandAugment and Cutout of 32×32 images against torchvision on PIL's", "randaugment.py", 10, 3, 5, () =>
        {
            Once();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 10; i++)
                Once();
            return Stopwatch.GetElapsedTime(start).TotalSeconds / 10;
        });

        void Once()
        {
            using var scope = torch.NewDisposeScope();
            augmenter.Apply(Pixels.Gather(images, indices), keys);
        }
    }

    private static Augmenter Strong => new(new RandAugment("rand-augment", 2, 9, 0.5), new Cutout("cutout", 0.5));

    // Each round has both, one right after the other; ours runs on as many threads as PyTorch is told to.
    private static Figure Compare(string what, string script, int steps, int rounds, double floor, Func<double> ours)
    {
        var measured = Enumerable.Range(0, rounds).Select(_ => (Ours: ours(), Theirs: Theirs(script, steps))).ToArray();
        var ratio = RenderBenchmark.Median(measured.Select(r => r.Theirs / r.Ours));
        return new(what, ratio, string.Create(CultureInfo.InvariantCulture, $"at least {floor}"), ratio >= floor, string.Create(CultureInfo.InvariantCulture,
            $"{RenderBenchmark.Median(measured.Select(r => 1000 * r.Ours)):F1} against {RenderBenchmark.Median(measured.Select(r => 1000 * r.Theirs)):F1} ms on {torch.get_num_threads()} threads, median of {rounds} rounds of {steps} steps"));
    }

    /// <summary>Seconds of a step of ours, everything included.</summary>
    private static double Seconds(NetworkShape shape, StageOptions options, int steps, Func<IReadOnlyList<Objective>> objectives, TrainingData data)
    {
        const int WarmUp = 3;
        using var network = Network.Create(shape, 1);
        var clock = new StepClock();
        var terms = objectives();
        using var trained = new Trainer(options with { Steps = WarmUp + steps }, new("benchmark", 0, StreamKey.Of(1), Silence.Instance)).Run(network, [clock, .. terms], data);
        foreach (var term in terms)
            term.Dispose();
        return clock.SecondsPerStep(WarmUp);
    }

    private static double Theirs(string script, int steps)
    {
        string[] words = [.. script.Split(' '), "--steps", $"{steps}", "--warm-up", $"{Math.Min(5, steps)}", "--threads", $"{torch.get_num_threads()}"];
        var output = Python.Run(["-B", Path.Combine(AppContext.BaseDirectory, "PyTorch", words[0]), .. words[1..]]);
        return JsonDocument.Parse(output).RootElement.GetProperty("seconds").GetDouble();
    }

    private static TrainingData Data(int side, int channels) => new(Images(5000, side, channels, 1), new UnlabelledPhotos(Images(5000, side, channels, 2).Images)) { LabelledTarget = Images(4000, side, channels, 3) };

    private static LabelledImages Images(int count, int side, int channels, long seed)
    {
        var draws = StreamKey.Of(seed).With("noise").Open();
        var pixels = new byte[count * side * side * channels];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)draws.NextBits();
        return new(new(count, side, side, channels, pixels), [.. Enumerable.Range(0, count).Select(i => (byte)(i % Classes.Length))], Classes);
    }

    /// <summary>A term of no weight that looks at the clock at each step.</summary>
    private sealed class StepClock : Objective
    {
        private readonly List<long> _times = [];

        public override string Name => "clock";

        public override IReadOnlyList<View> Views => [];

        public double SecondsPerStep(int warmUp) => Stopwatch.GetElapsedTime(_times[warmUp - 1], _times[^1]).TotalSeconds / (_times.Count - warmUp);

        public override Loss Evaluate(Step step)
        {
            _times.Add(Stopwatch.GetTimestamp());
            return new(torch.zeros(1)[0]);
        }
    }

    private sealed class Silence : Core.Events.IEventSink
    {
        public static Silence Instance { get; } = new();

        public void Publish(object payload)
        {
        }
    }
}
