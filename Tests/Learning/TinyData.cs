using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Tests.Learning;

/// <summary>A task that a network learns in seconds: a bright bar at one of three heights, on noise; the target is darker.</summary>
internal static class TinyData
{
    public static readonly string[] Classes = ["top", "middle", "bottom"];

    public static NetworkShape Shape { get; } = new("small-cnn", 28, 1, Classes);

    public static LabelledImages Bars(int count, long seed, double brightness = 1)
    {
        var pixels = new byte[count * 784];
        var labels = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var draws = StreamKey.Of(seed).With(i).Open();
            labels[i] = (byte)draws.Next(3);
            var image = pixels.AsSpan(i * 784, 784);
            foreach (ref var pixel in image)
                pixel = (byte)draws.Next(60);
            var top = 3 + 8 * labels[i] + draws.Next(3);
            image.Slice(top * 28, 3 * 28).Fill((byte)(brightness * 200));
        }
        return new(new(count, 28, 28, 1, pixels), labels, Classes);
    }

    public static TrainingData Data(int count = 300) => new(Bars(count, 1), new(Bars(count, 2, 0.7).Images)) { LabelledTarget = FewLabelPick.Of(Bars(200, 3, 0.7), LabelBudget.OfEachClass(4), 1, "bars") };

    public static Trainer Trainer(StageOptions options, IEventSink? events = null) => new(options, new("arm", 0, StreamKey.Of(1), events ?? new Events()));

    internal sealed class Events : IEventSink
    {
        public List<object> All { get; } = [];

        public void Publish(object payload)
        {
            lock (All)
                All.Add(payload);
        }
    }
}
