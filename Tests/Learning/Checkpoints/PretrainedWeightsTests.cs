using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Tests.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Checkpoints;

public sealed class PretrainedWeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Network _other = ModelFolderTests.Trained(new("small-cnn", 28, 1, ["a", "b", "c", "d", "e"]));

    private string File => Path.Combine(_folder, "x.safetensors");

    [Fact]
    public void A_classifier_of_other_classes_stays_and_all_else_is_taken_for_both_domains()
    {
        SafeTensors.Write(File, _other.Weights());
        using var network = Network.Create(TinyData.Shape, 5);
        using var before = network.Copy();
        var note = PretrainedWeights.Load(network, File)!;
        Assert.Contains(File, note, StringComparison.Ordinal);
        Assert.Contains("classifier (classifier) is of 5 classes and there are 3 here", note, StringComparison.Ordinal);
        foreach (var ((name, now), (_, old)) in network.Weights().Zip(before.Weights()))
            Assert.True(now.eq(name.StartsWith("classifier", StringComparison.Ordinal) ? old : _other.Weights().First(t => t.Name == name).Value).all().item<bool>(), name);
        network.eval();
        _other.eval();
        var images = NetworkCatalogTests.Images(network, 2);
        foreach (var domain in Enum.GetValues<Domain>())
            Assert.True(network.Features(images, domain).eq(_other.Features(images, Domain.Target)).all().item<bool>());
    }

    [Fact]
    public void A_classifier_of_as_many_classes_is_taken_too()
    {
        SafeTensors.Write(File, _other.Weights());
        using var network = Network.Create(_other.Shape, 5);
        Assert.Null(PretrainedWeights.Load(network, File));
        Assert.All(network.Weights().Zip(_other.Weights()), pair => Assert.True(pair.First.Value.eq(pair.Second.Value).all().item<bool>(), pair.First.Name));
    }

    [Fact]
    public void Numbers_of_another_type_are_turned_into_ours()
    {
        SafeTensors.Write(File, _other.Weights().Select(t => (t.Name, t.Value.is_floating_point() ? t.Value.to(t.Name.EndsWith("weight", StringComparison.Ordinal) ? float64 : bfloat16) : t.Value.to(int32))));
        using var network = Network.Create(_other.Shape, 5);
        PretrainedWeights.Load(network, File);
        foreach (var ((name, now), (_, written)) in network.Weights().Zip(_other.Weights()))
            Assert.True(allclose(now.to(float64), written.to(float64), rtol: name.EndsWith("weight", StringComparison.Ordinal) ? 0 : 0.01), name);
        Assert.All(network.State(), t => Assert.Equal(t.Name.EndsWith("tracked", StringComparison.Ordinal) ? int64 : float32, t.Value.dtype));
    }

    [Fact]
    public void Whatever_else_is_missing_unknown_or_of_another_shape_is_an_error_that_names_it_and_changes_nothing()
    {
        Refuses("missing: conv1.weight", _other.Weights().Where(t => t.Name != "conv1.weight"));
        Refuses("missing: classifier.weight", _other.Weights().Where(t => t.Name != "classifier.weight"));
        Refuses("not of this network: extra", _other.Weights().Append(("extra", ones(1))));
        Refuses("of another shape: norm1.bias [3] for [32]", _other.Weights().Select(t => t.Name == "norm1.bias" ? (t.Name, ones(3)) : t));
        // Another width of features is no other number of classes.
        Refuses("of another shape: classifier.weight [5, 64] for [3, 128]", _other.Weights().Select(t => t.Name == "classifier.weight" ? (t.Name, ones(5, 64)) : t));
        Refuses("not of this network: e0, e1, e2, e3, e4 and 4 more", _other.Weights().Concat(Enumerable.Range(0, 9).Select(i => ($"e{i}", ones(1)))));

        void Refuses(string says, IEnumerable<(string, Tensor)> tensors)
        {
            SafeTensors.Write(File, tensors);
            using var network = Network.Create(TinyData.Shape, 5);
            using var before = network.Copy();
            var error = Assert.Throws<FewLabelsException>(() => PretrainedWeights.Load(network, File));
            Assert.Equal(File, error.Where);
            Assert.Contains(says, error.What, StringComparison.Ordinal);
            Assert.Contains("'small-cnn' for 28 pixels in grey", error.Remedy, StringComparison.Ordinal);
            Assert.All(network.State().Zip(before.State()), pair => Assert.True(pair.First.Value.eq(pair.Second.Value).all().item<bool>()));
        }
    }

    public void Dispose()
    {
        _other.Dispose();
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
