using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Tests.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Checkpoints;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;
    private readonly DisposeScope _scope = NewDisposeScope();

    [Theory]
    [InlineData("small-cnn", BatchNormPolicy.PerDomain)]
    [InlineData("tiny-cnn", BatchNormPolicy.Joint)]
    [InlineData("wrn-28-2", BatchNormPolicy.TargetOnly)]
    [InlineData("small-cnn", BatchNormPolicy.Separate)]
    [InlineData("dann-svhn", null)]
    public void A_saved_model_comes_back_the_same(string name, BatchNormPolicy? policy)
    {
        using var network = Trained(new(name, 28, 1, ["a \"b\"", "ü", "c"]) { BatchNorm = policy });
        ModelFolder.Save(_folder, network);
        Assert.Equal(policy == BatchNormPolicy.PerDomain, File.Exists(Path.Combine(_folder, "source-statistics.safetensors")));
        using var loaded = ModelFolder.Load(_folder);
        Assert.Equal(["a \"b\"", "ü", "c"], loaded.Shape.Classes);
        Assert.Equal((name, 28, 1, policy), (loaded.Shape.Backbone, loaded.Shape.Size, loaded.Shape.Channels, loaded.Shape.BatchNorm));
        Assert.False(loaded.training);
        network.eval();
        foreach (var domain in Enum.GetValues<Domain>())
            Assert.Equal(Answer(network, domain), Answer(loaded, domain));
    }

    [Fact]
    public void Two_files_alone_are_enough_to_judge_photos()
    {
        using var network = Trained(TinyData.Shape);
        ModelFolder.Save(_folder, network);
        File.Delete(Path.Combine(_folder, "source-statistics.safetensors"));
        using var loaded = ModelFolder.Load(_folder);
        network.eval();
        Assert.Equal(Answer(network, Domain.Target), Answer(loaded, Domain.Target));
        // And renders by the photos' statistics.
        Assert.Equal(Answer(network, Domain.Target), Answer(loaded, Domain.Source));
        Assert.NotEqual(Answer(network, Domain.Source), Answer(loaded, Domain.Source));
    }

    [Fact]
    public void How_weights_take_images_is_said_in_words_and_comes_back()
    {
        var path = Path.Combine(_folder, "model.json");
        var shape = new NetworkShape("tiny-cnn", 28, 3, ["a", "b"]);
        using (var usual = Trained(shape))
            ModelFolder.Save(_folder, usual);
        // To the letter: this is what all models have said so far.
        Assert.Contains("\"normalisation\": \"value / 127.5 - 1\"", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Same(InputNormalisation.Symmetric, ModelFolder.NormalisationOf(Path.Combine(_folder, "model.safetensors")));
        using var network = Trained(shape with { Normalisation = InputNormalisation.ImageNet });
        ModelFolder.Save(_folder, network);
        Assert.Contains("\"normalisation\": \"(value / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]\"", File.ReadAllText(path), StringComparison.Ordinal);
        using var loaded = ModelFolder.Load(_folder);
        network.eval();
        Assert.Equal(Answer(network, Domain.Target), Answer(loaded, Domain.Target));
        Assert.Same(InputNormalisation.ImageNet, ModelFolder.NormalisationOf(Path.Combine(_folder, "model.safetensors")));
        // Beside other files it says nothing of them.
        Assert.Null(ModelFolder.NormalisationOf(Path.Combine(_folder, "resnet18.safetensors")));
    }

    [Fact]
    public void What_is_written_is_pytorchs_and_nothing_of_training()
    {
        using var network = Trained(new("dann-svhn", 28, 1, ["a"]));
        ModelFolder.Save(_folder, network);
        Assert.Equal(["conv1.bias", "conv1.weight", "conv2.bias", "conv2.weight", "conv3.bias", "conv3.weight", "fc1.bias", "fc1.weight", "fc2.bias", "fc2.weight", "fc3.bias", "fc3.weight"], Names());
        using var normed = Trained(TinyData.Shape);
        ModelFolder.Save(_folder, normed);
        Assert.Equal(["bias", "num_batches_tracked", "running_mean", "running_var", "weight"], Names().Where(n => n.StartsWith("norm1.", StringComparison.Ordinal)).Select(n => n["norm1.".Length..]));

        string[] Names()
        {
            var read = ReadTensors.Into(_scope, Path.Combine(_folder, "model.safetensors"));
            Assert.All(read, t => Assert.Equal(t.Key.EndsWith("tracked", StringComparison.Ordinal) ? int64 : float32, t.Value.dtype));
            return [.. read.Keys.Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void Statistics_of_a_model_that_was_there_before_do_not_stay()
    {
        using (var network = Trained(TinyData.Shape))
            ModelFolder.Save(_folder, network);
        using (var network = Trained(TinyData.Shape with { BatchNorm = BatchNormPolicy.Joint }))
            ModelFolder.Save(_folder, network);
        Assert.Equal(["model.json", "model.safetensors"], Directory.GetFiles(_folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("small-cnn", "resnet81", "No backbone is called 'resnet81'")]
    [InlineData("\"size\": 28", "\"size\": 9999999", "does not take images of 9999999")]
    [InlineData("\"size\": 28", "\"size\": -1", "does not take images")]
    [InlineData("\"size\": 28", "\"sice\": 28", "size")]
    [InlineData("\"classes\": [", "\"classes\": null, \"x\": [", "classes")]
    [InlineData("per-domain", "sometimes", "batch-norm")]
    [InlineData("127.5", "255", "normalised by 'value / 255 - 1'")]
    [InlineData("{", "", "JSON")]
    public void A_description_that_can_not_be_is_refused_and_named(string right, string wrong, string says)
    {
        using (var network = Trained(TinyData.Shape))
            ModelFolder.Save(_folder, network);
        var path = Path.Combine(_folder, "model.json");
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
        var error = Assert.Throws<FewLabelsException>(() => ModelFolder.Load(_folder));
        Assert.Equal(path, error.Where);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_network_are_refused_by_name()
    {
        using (var other = Trained(new("tiny-cnn", 28, 1, ["a"])))
            ModelFolder.Save(_folder, other);
        var path = Path.Combine(_folder, "model.safetensors");
        var weights = File.ReadAllBytes(path);
        using (var network = Trained(TinyData.Shape))
            ModelFolder.Save(_folder, network);
        File.WriteAllBytes(path, weights);
        var error = Assert.Throws<FewLabelsException>(() => ModelFolder.Load(_folder));
        Assert.Equal(path, error.Where);
        Assert.Contains("conv1.weight [16, 1, 3, 3] for [32, 1, 3, 3]", error.What, StringComparison.Ordinal);
        Assert.Contains("more", error.What, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    internal static Network Trained(NetworkShape shape)
    {
        var network = Network.Create(shape, 1);
        network.train();
        using var guard = no_grad();
        network.Features(NetworkCatalogTests.Images(network, 4), Domain.Source);
        network.Features(NetworkCatalogTests.Images(network, 4) * 0.5, Domain.Target);
        return network;
    }

    private static float[] Answer(Network network, Domain domain)
    {
        using var guard = no_grad();
        return network.Classify(network.Features(NetworkCatalogTests.Images(network, 2), domain)).data<float>().ToArray();
    }
}
