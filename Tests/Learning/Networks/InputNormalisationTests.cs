using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Networks;

public sealed class InputNormalisationTests
{
    [Fact]
    public void A_byte_becomes_what_imagenets_mean_and_deviation_make_of_it()
    {
        using var scope = NewDisposeScope();
        byte[] pixels = [0, 0, 0, 255, 255, 255, 124, 116, 104, 10, 200, 77];
        var seen = InputNormalisation.ImageNet.Apply(Pixels.ForNetwork(Pixels.Gather(new(1, 2, 2, 3, pixels), [0])));
        double[] mean = [0.485, 0.456, 0.406], deviation = [0.229, 0.224, 0.225];
        Assert.Equal(pixels.Select((value, i) => (value / 255.0 - mean[i % 3]) / deviation[i % 3]), seen.permute(0, 2, 3, 1).contiguous().data<float>().ToArray().Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-5);
        // Convolutions are fast on channels that lie innermost.
        Assert.Equal([12, 1, 6, 3], seen.stride());
    }

    [Fact]
    public void The_usual_one_costs_nothing_and_the_other_leaves_its_input_alone()
    {
        using var scope = NewDisposeScope();
        var images = linspace(-1, 1, 12).view(1, 3, 2, 2);
        Assert.Same(images, InputNormalisation.Symmetric.Apply(images));
        using (NewDisposeScope())
            InputNormalisation.ImageNet.Apply(images);
        Assert.True(images.eq(linspace(-1, 1, 12).view(1, 3, 2, 2)).all().item<bool>());
    }

    [Fact]
    public void It_goes_where_a_networks_shape_goes_and_gradients_go_through_it()
    {
        using var scope = NewDisposeScope();
        using var usual = Network.Create(new("tiny-cnn", 28, 3, TinyData.Classes), 1);
        using var other = Network.Create(usual.Shape with { Normalisation = InputNormalisation.ImageNet }, 1);
        using var copy = other.Copy();
        var images = NetworkCatalogTests.Images(usual, 2).requires_grad_();
        foreach (var network in new[] { usual, other, copy })
            network.eval();
        var features = other.Features(images, Domain.Target);
        Assert.True(features.eq(copy.Features(images, Domain.Target)).all().item<bool>());
        Assert.True(features.eq(usual.Features(InputNormalisation.ImageNet.Apply(images), Domain.Target)).all().item<bool>());
        Assert.False(features.eq(usual.Features(images, Domain.Target)).all().item<bool>());
        features.sum().backward();
        Assert.True(images.grad!.abs().sum().item<float>() > 0);
        // It is no tensor of the network's: files keep PyTorch's names and no others.
        Assert.Equal(usual.State().Select(one => one.Name), other.State().Select(one => one.Name));
    }

    [Fact]
    public void A_mean_for_each_colour_is_refused_where_images_are_grey()
    {
        var error = Assert.Throws<FewLabelsException>(() => Network.Create(TinyData.Shape with { Normalisation = InputNormalisation.ImageNet }, 1));
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
        Assert.Contains("'imagenet' is not for images of 1 channel", error.What, StringComparison.Ordinal);
        Assert.Contains("3 channels", error.Remedy, StringComparison.Ordinal);
    }
}
