using System.Globalization;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.Tools.Commands;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// The share of its time that the trainer waits for images, for each stage of each shipped job as the job has it: its batch, views, objectives, network and number of images, which show keyed noise. The first
/// batch, for which nothing can be ready, is left out.
/// </summary>
internal static class LoaderBenchmark
{
    private const int Steps = 200;

    public static IEnumerable<Figure> Run()
    {
        var job = JobReader.Read(DemoCommand.ReadJob());
        var data = Data(job);
        foreach (var arm in job.Arms)
        {
            for (var i = 0; i < arm.Stages.Count; i++)
            {
                using var network = Network.Create(Noise.Shape, 1);
                var gauge = new Gauge();
                var objectives = arm.Stages[i].MakeObjectives();
                using var trained = new Trainer(arm.Stages[i].Options with { Steps = Steps }, new(arm.Name, i, StreamKey.Of(1), gauge)).Run(network, objectives, data);
                foreach (var objective in objectives)
                    objective.Dispose();
                // The first event holds the first batch.
                var waited = gauge.Steps.Skip(1).Sum(step => step.DataWait / step.StepsPerSecond) / gauge.Steps.Skip(1).Sum(step => 1 / step.StepsPerSecond);
                yield return new($"share of {job.Name}'s {arm.Name}, stage {i}, that waits for images", waited, "at most 0.05", waited <= 0.05,
                    string.Create(CultureInfo.InvariantCulture, $"{gauge.Steps[^1].StepsPerSecond:F1} steps a second, {BatchLoader.DefaultWorkers} workers, {Steps} steps"));
            }
        }
    }

    private static TrainingData Data(Job job)
    {
        var (size, channels) = (job.Source.Size, job.Source.Channels);
        LabelledImages Images(int count, long seed)
        {
            var draws = StreamKey.Of(seed).With("noise").Open();
            var pixels = new byte[count * size * size * channels];
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)draws.NextBits();
            return new(new(count, size, size, channels, pixels), [.. Enumerable.Range(0, count).Select(i => (byte)(i % Noise.Shape.Classes.Count))], Noise.Shape.Classes);
        }
        // Photos as many as Fashion-MNIST has to train on.
        return new(Images(job.Source.Count, 1), new UnlabelledPhotos(Images(60_000, 2).Images)) { LabelledTarget = Images(100, 3), Oracle = new(Images(60_000, 4)) };
    }

    private sealed class Gauge : IEventSink
    {
        public List<Step> Steps { get; } = [];

        public void Publish(object payload)
        {
            if (payload is Step step)
                Steps.Add(step);
        }
    }
}
