using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning;

/// <summary>Learning from RGB images: all that holds of grey ones, and what colours add.</summary>
public sealed class ColorTests
{
    private static readonly DistortionOptions[] All = [DistortionOptions.Nudge, DistortionOptions.Distort, DistortionOptions.DistortPair];

    [Fact]
    public void A_grey_image_in_three_channels_is_augmented_as_in_one()
    {
        using var scope = NewDisposeScope();
        var keys = Keys(40);
        var grey = rand(40, 1, 28, 28, generator: new Generator(1));
        foreach (var options in All)
        {
            var (one, three) = (new Distortion(options).Apply(grey, keys), new Distortion(options).Apply(grey.expand(40, 3, 28, 28), keys));
            Assert.Equal([40, 3, 28, 28], three.shape);
            Assert.True(allclose(one.expand(40, 3, 28, 28), three, rtol: 0, atol: 1e-4), $"{(one - three).abs().max().item<float>()}");
        }
    }

    [Fact]
    public void Channels_stay_in_their_places()
    {
        using var scope = NewDisposeScope();
        // Red rises to the right, green downwards, blue nowhere: whole-pixel shifts keep that, in any memory layout.
        var ramp = arange(28, float32) / 28;
        var image = stack([ramp.view(1, 28).expand(28, 28), ramp.view(28, 1).expand(28, 28), full([28, 28], 0.5f)]).unsqueeze(0);
        var weak = new Distortion(DistortionOptions.Nudge);
        for (var seed = 0; seed < 10; seed++)
        {
            var moved = weak.Apply(image, [StreamKey.Of(seed)])[0, TensorIndex.Colon, 4..24, 4..24];
            Assert.True(allclose(moved[0, 0], moved[0, 19]) && allclose(moved[1, TensorIndex.Colon, 0], moved[1, TensorIndex.Colon, 19]));
            Assert.True((moved[0, 0, 19] - moved[0, 0, 0]).item<float>() > 0.6f);
            Assert.True(allclose(moved[2], full_like(moved[2], 0.5f)));
        }
    }

    [Fact]
    public void Hue_and_saturation_keep_brightness_and_turn_all_pixels_alike()
    {
        using var scope = NewDisposeScope();
        // Colours near grey, so that nothing is cut off at 0 or 1.
        var image = rand(200, 3, 4, 4, generator: new Generator(1)).mul_(0.2).add_(0.4);
        var turned = new Distortion(new() { Hue = Math.PI, Saturation = 0.5 }).Apply(image, Keys(200));
        Assert.False(allclose(image, turned, rtol: 0, atol: 0.02));
        Assert.True(allclose(Luma(image), Luma(turned), rtol: 0, atol: 1e-5));
        // Colourfulness (U, V) is scaled by e^±0.5 at most, and by as much in every pixel of an image.
        var ratio = Chroma(turned) / Chroma(image);
        Assert.InRange(ratio.min().item<float>(), MathF.Exp(-0.5f) - 1e-3f, 1);
        Assert.InRange(ratio.max().item<float>(), 1, MathF.Exp(0.5f) + 1e-3f);
        Assert.True(allclose(ratio, ratio.mean([2, 3], keepdim: true).expand_as(ratio), rtol: 1e-3, atol: 1e-3));
        var none = new Distortion(new() { Hue = 1e-9 }).Apply(image, Keys(200));
        Assert.True(allclose(image, none, rtol: 0, atol: 1e-5));
    }

    [Fact]
    public void Some_images_lose_all_colour_and_the_others_none()
    {
        using var scope = NewDisposeScope();
        var image = rand(1000, 3, 4, 4, generator: new Generator(1));
        var greyed = Chroma(new Distortion(new() { Grey = 0.2 }).Apply(image, Keys(1000))).amax([1, 2, 3]).lt(1e-5).sum().item<long>();
        Assert.InRange(greyed, 150, 250);
    }

    [Fact]
    public void Batches_and_networks_take_three_channels()
    {
        var shape = new NetworkShape("small-cnn", 28, 3, TinyData.Classes);
        var data = new TrainingData(Colored(TinyData.Bars(100, 1)), new(Colored(TinyData.Bars(100, 2)).Images)) { LabelledTarget = Colored(TinyData.Bars(12, 3)) };
        using var loader = new BatchLoader(data, Enum.GetValues<View>().Where(view => view != View.OracleTarget), 16, 1, StreamKey.Of(1));
        using var batch = loader.Take();
        Assert.All(batch.Images.Values, images => Assert.Equal([3, 28, 28], images.shape[1..]));
        using var scope = NewDisposeScope();
        using var network = Network.Create(shape, 1);
        Assert.Equal([16, 3], network.Classify(network.Features(batch.Images[View.Source], Domain.Source)).shape);
    }

    /// <summary>The class by colour alone, which a grey image does not tell.</summary>
    private static LabelledImages Colored(LabelledImages bars)
    {
        var pixels = new byte[bars.Images.Pixels.Length * 3];
        for (var i = 0; i < bars.Count; i++)
            for (var p = 0; p < 784; p++)
                pixels[3 * (784 * i + p) + bars.Labels[i]] = bars.Images[i][p];
        return new(new(bars.Count, 28, 28, 3, pixels), bars.Labels, bars.Classes);
    }

    private static StreamKey[] Keys(int count) => [.. Enumerable.Range(0, count).Select(i => StreamKey.Of(i))];

    private static Tensor Luma(Tensor x) => 0.299 * x[TensorIndex.Colon, 0..1] + 0.587 * x[TensorIndex.Colon, 1..2] + 0.114 * x[TensorIndex.Colon, 2..3];

    private static Tensor Chroma(Tensor x) => ((0.492 * (x[TensorIndex.Colon, 2..3] - Luma(x))).square() + (0.877 * (x[TensorIndex.Colon, 0..1] - Luma(x))).square()).sqrt();
}
