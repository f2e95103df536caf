using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using TorchSharp;

namespace FewLabels.Sim.Benchmarks;

/// <summary>Resident memory and the number of live tensors over 5,000 DANN steps after a warm-up of 500.</summary>
internal static class MemoryBenchmark
{
    private const int WarmUp = 500;
    private const int Steps = 5000;

    public static IEnumerable<Figure> Run()
    {
        var data = Noise.Data();
        using var network = Network.Create(Noise.Shape, 1);
        using var domain = new DomainAdversarial(new());
        var gauge = new Gauge();
        using var trained = new Trainer(new() { Steps = WarmUp + Steps, Batch = 32 }, new("benchmark", 0, StreamKey.Of(1), gauge)).Run(network, [new Supervised(), domain], data);
        var samples = gauge.Samples.Where(s => s.Step >= WarmUp).ToArray();
        // Means of the first and the last quarter: single readings see the loader's batches come and go.
        var quarter = samples.Length / 4;
        var (first, last) = (samples[..quarter], samples[^quarter..]);
        var drift = last.Average(s => s.Resident) / first.Average(s => s.Resident) - 1;
        yield return new("drift of resident memory over 5,000 steps", drift, "within ± 0.02", Math.Abs(drift) <= 0.02,
            $"{first.Average(s => s.Resident) / 1e6:N1} to {last.Average(s => s.Resident) / 1e6:N1} MB");
        var tensors = last.Min(s => s.Tensors) - first.Min(s => s.Tensors);
        yield return new("drift of live tensors over 5,000 steps", tensors, "0", tensors == 0, $"at least {first.Min(s => s.Tensors)} and at most {last.Max(s => s.Tensors)}; the loader holds up to five batches of three");
    }

    private sealed class Gauge : IEventSink
    {
        public List<(int Step, double Resident, long Tensors)> Samples { get; } = [];

        public void Publish(object payload)
        {
            if (payload is not Core.Events.Kinds.Step step)
                return;
            // The second figure of statm: resident pages.
            var pages = long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1]);
            Samples.Add((step.Number, pages * Environment.SystemPageSize, torch.Tensor.TotalCount));
        }
    }
}
