using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning;

public sealed class BatchLoaderTests
{
    [Fact]
    public void Batches_hold_what_was_asked_for_and_no_more()
    {
        using var loader = new BatchLoader(TinyData.Data(), [View.Source, View.Target, View.TargetStrong, View.LabelledTarget, View.Source], 16, 3, StreamKey.Of(1));
        using var batch = loader.Take();
        Assert.Equal([View.Source, View.Target, View.TargetStrong, View.LabelledTarget], batch.Images.Keys.Order());
        Assert.Equal([16, 1, 28, 28], batch.Images[View.Source].shape);
        Assert.Equal([48, 1, 28, 28], batch.Images[View.Target].shape);
        Assert.Equal([48, 1, 28, 28], batch.Images[View.TargetStrong].shape);
        // Twelve labelled photos in all.
        Assert.Equal([12, 1, 28, 28], batch.Images[View.LabelledTarget].shape);
        Assert.Equal([View.Source, View.LabelledTarget], batch.Labels.Keys.Order());
        Assert.InRange(batch.Images[View.Source].min().item<float>(), -1, -0.9f);
        Assert.InRange(batch.Images[View.Source].max().item<float>(), 0.5f, 1);
    }

    [Fact]
    public void So_many_images_are_shown_by_as_many_batches_as_the_slowest_kind_takes()
    {
        var few = TinyData.Data(100);
        var endless = few with { Source = new Endless() };
        // Source images: ten thousand of an endless source in batches of 64, of 8 and of more than that.
        Assert.Equal(160, Batches(endless, 64, 1, View.Source));
        Assert.Equal(1280, Batches(endless, 8, 1, View.Source));
        Assert.Equal(1, Batches(endless, 20_000, 1, View.Source));
        // Of a small set each image once: 100 in batches of 16, or photos in batches of 3 times as many.
        Assert.Equal(7, Batches(few, 16, 3, View.Source, View.Target));
        Assert.Equal(3, Batches(few, 16, 3, View.Target, View.TargetStrong));
        Assert.Equal(1, Batches(few, 16, 3, View.LabelledTarget));
        Assert.Equal(640, Batches(endless, 16, 3, View.Target, View.Source));

        static int Batches(TrainingData data, int batch, int ratio, params View[] views)
        {
            using var loader = new BatchLoader(data, views, batch, ratio, StreamKey.Of(1));
            return loader.BatchesFor(10_240);
        }
    }

    [Fact]
    public void Batches_do_not_depend_on_which_views_stand_beside()
    {
        using var alone = new BatchLoader(TinyData.Data(), [View.Source], 16, 1, StreamKey.Of(1));
        using var together = new BatchLoader(TinyData.Data(), [View.Source, View.Target, View.TargetStrong, View.SourcePair], 16, 1, StreamKey.Of(1));
        for (var i = 0; i < 30; i++)
        {
            using var a = alone.Take();
            using var b = together.Take();
            Assert.Equal(Values(a.Images[View.Source]), Values(b.Images[View.Source]));
            Assert.Equal(a.Labels[View.Source].data<long>().ToArray(), b.Labels[View.Source].data<long>().ToArray());
        }
        using var target = new BatchLoader(TinyData.Data(), [View.Target], 16, 1, StreamKey.Of(1));
        using var other = new BatchLoader(TinyData.Data(), [View.Target, View.TargetStrong, View.TargetPair], 16, 1, StreamKey.Of(1));
        using var c = target.Take();
        using var d = other.Take();
        Assert.Equal(Values(c.Images[View.Target]), Values(d.Images[View.Target]));
    }

    [Fact]
    public void The_strong_view_is_of_the_photos_of_the_weak_view()
    {
        // Photos are black or white, and no augmentation makes one the other.
        var draws = StreamKey.Of(4).Open();
        var pixels = Enumerable.Range(0, 200).SelectMany(_ => Enumerable.Repeat((byte)(255 * draws.Next(2)), 784)).ToArray();
        var data = TinyData.Data() with { Target = new StackSource(new(200, 28, 28, 1, pixels)) };
        using var loader = new BatchLoader(data, [View.Target, View.TargetStrong], 64, 1, StreamKey.Of(1));
        for (var i = 0; i < 5; i++)
        {
            using var batch = loader.Take();
            var (weak, strong) = (White(batch.Images[View.Target]), White(batch.Images[View.TargetStrong]));
            Assert.Equal(weak, strong);
            Assert.InRange(weak.Count(white => white), 10, 54);
        }

        static bool[] White(Tensor images) => [.. Enumerable.Range(0, (int)images.shape[0]).Select(i => images[i].mean().item<float>() > -0.6f)];
    }

    [Fact]
    public void Every_sample_comes_once_an_epoch_in_another_order_each()
    {
        var order = new EndlessOrder(50, StreamKey.Of(1));
        var epochs = Enumerable.Range(0, 3).Select(e => Enumerable.Range(0, 50).Select(i => order.At(50 * e + i).Index).ToArray()).ToArray();
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), epoch.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.Equal((epochs[1][7], 1), order.At(57));
    }

    [Fact]
    public void A_view_is_a_function_of_its_key()
    {
        using var scope = NewDisposeScope();
        var images = Pixels.Gather(TinyData.Bars(3, 1).Images, [0, 1, 2]);
        StreamKey[] keys = [StreamKey.Of(1), StreamKey.Of(2), StreamKey.Of(3)];
        foreach (var options in new[] { DistortionOptions.Nudge, DistortionOptions.Distort, DistortionOptions.DistortPair })
        {
            var augmenter = new Distortion(options);
            var all = augmenter.Apply(images, keys);
            var second = augmenter.Apply(images.slice(0, 1, 2, 1), keys.AsSpan(1, 1));
            Assert.Equal(Values(all[1]), Values(second[0]));
            Assert.False(allclose(all[0], augmenter.Apply(images.slice(0, 0, 1, 1), keys.AsSpan(1, 1))[0]));
            Assert.InRange(all.min().item<float>(), 0, 1);
            Assert.InRange(all.max().item<float>(), 0, 1);
        }
    }

    [Fact]
    public void The_weak_view_moves_whole_pixels_and_no_options_change_nothing()
    {
        using var scope = NewDisposeScope();
        var images = Pixels.Gather(TinyData.Bars(1, 1).Images, [0]);
        Assert.Equal(Values(images), Values(new Distortion(new()).Apply(images, [StreamKey.Of(1)])));
        var moved = Values(new Distortion(DistortionOptions.Nudge).Apply(images, [StreamKey.Of(1)]));
        // Nearest sampling invents no values; only black comes in at the edge.
        Assert.Subset(new HashSet<float>([.. Values(images), 0]), new HashSet<float>(moved));
    }

    [Fact]
    public void Cutout_erases_a_square_and_its_centre_may_be_anywhere()
    {
        using var scope = NewDisposeScope();
        var black = zeros(2000, 1, 32, 32);
        var keys = Enumerable.Range(0, 2000).Select(i => StreamKey.Of(i)).ToArray();
        var erased = new Distortion(new() { Cutout = 1 }).Apply(black, keys).gt(0.25).to(float32);
        // Sides uniform in [0, 32): a square of side s cut at the edges keeps (s − s²/128)² of its area on average.
        var expected = Enumerable.Range(0, 10000).Select(i => i * 32 / 10000.0).Average(s => Math.Pow(s - s * s / 128, 2));
        Assert.Equal(expected, erased.sum([1, 2, 3]).mean().item<float>(), tolerance: 12);
        Assert.True(erased[0, 0].sum(0).gt(0).sum().item<long>() > 0);
    }

    [Theory]
    [InlineData(1, "8fce296db00779908b55c13fdc5bbeea6f3e464f3dcbb29936d15f381785c8b8")]
    [InlineData(3, "df9a360d92e6330c9201dff0113ff4818a13d98a75648fa70a17719712480d4c")]
    public void The_bytes_of_batches_are_those_of_the_published_figures(int channels, string hash)
    {
        using var loader = new BatchLoader(NoiseData(channels), Enum.GetValues<View>(), 16, 3, StreamKey.Of(9), workers: 3);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < 8; i++)
        {
            using var batch = loader.Take();
            foreach (var view in batch.Images.Keys.Order())
            {
                sha.AppendData(MemoryMarshal.AsBytes(Values(batch.Images[view]).AsSpan()));
                if (batch.Labels.TryGetValue(view, out var labels))
                    sha.AppendData(MemoryMarshal.AsBytes(labels.data<long>().ToArray().AsSpan()));
                // What convolutions go by: channels innermost, also of a single one.
                Assert.Equal([784L * channels, 1, 28 * channels, channels], batch.Images[view].stride());
            }
        }
        Assert.Equal(hash, Convert.ToHexStringLower(sha.GetHashAndReset()));
    }

    private static TrainingData NoiseData(int channels)
    {
        LabelledImages Noise(int count, long seed)
        {
            var draws = StreamKey.Of(seed).Open();
            var pixels = new byte[count * 784 * channels];
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)draws.NextBits();
            return new(new(count, 28, 28, channels, pixels), [.. Enumerable.Range(0, count).Select(i => (byte)(i % 3))], ["a", "b", "c"]);
        }
        return new(Noise(100, 1), new(Noise(70, 2).Images)) { LabelledTarget = Noise(12, 3), Oracle = new(Noise(70, 4)) };
    }

    private static float[] Values(Tensor x) => x.contiguous().data<float>().ToArray();

    /// <summary>Black images without end.</summary>
    private sealed class Endless : ILabelledSource
    {
        public string Origin => "endless";

        public ImageShape Shape => new(28, 28, 1);

        public long? Count => null;

        public IReadOnlyList<string> Classes => TinyData.Classes;

        public IReadOnlyList<int>? PerClass => null;

        public void Read(ReadOnlySpan<long> indices, Span<byte> pixels, Span<byte> labels, CancellationToken cancellation) => pixels.Clear();
    }
}
