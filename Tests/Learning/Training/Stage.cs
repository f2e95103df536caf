using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Training;

/// <summary>A stage on tiny data, from its start or from a checkpoint, and the bytes that came of it.</summary>
internal static class Stage
{
    public static TrainingData Data { get; } = TinyData.Data(60) with { HeldOut = new(TinyData.Bars(40, 5), new(TinyData.Bars(40, 6, 0.7).Images)) };

    /// <summary>Trains and returns all bytes of the raw network and of the outcome.</summary>
    public static byte[] Train(StageOptions options, Func<Objective[]> objectives, string? folder = null, string? from = null, IEventSink? events = null, CancellationToken? cancellation = null, ViewAugmentation? augmentation = null, string backbone = "small-cnn", TrainingData? data = null, long seed = 1, int workers = 0)
    {
        var made = objectives();
        // Another start where all is to come from the checkpoint.
        using var network = Network.Create(TinyData.Shape with { Backbone = backbone }, from is null ? 1 : 99);
        try
        {
            using var outcome = new Trainer(options, Context(folder, from, events, seed) with { Workers = workers }).Run(network, made, (data ?? Data) with { Augmentation = augmentation ?? new() }, cancellation ?? Xunit.TestContext.Current.CancellationToken);
            return [.. Bytes(network), .. Bytes(outcome)];
        }
        finally
        {
            foreach (var objective in made)
                objective.Dispose();
        }
    }

    public static TrainingContext Context(string? folder, string? from = null, IEventSink? events = null, long seed = 1) =>
        new("arm", 0, StreamKey.Of(seed).With("stage"), events ?? new TinyData.Events()) { Checkpoints = folder is null ? null : new CheckpointFolder(folder, "checkpoints"), ResumeFrom = from };

    public static byte[] Bytes(Network network) => [.. network.State().SelectMany(one => Bytes(one.Value))];

    public static byte[] Bytes(Tensor tensor)
    {
        using var whole = tensor.detach().contiguous().clone();
        return whole.bytes.ToArray();
    }
}
