using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation.Adversarial;

/// <summary>A network whose features are its images, number by number, under a linear classifier: a step then has the features that a test plants.</summary>
internal sealed class PlantedNetwork : Network
{
    private readonly Parameter weight;

    public PlantedNetwork(int features, int classes) : base(new("planted", 28, 1, [.. Enumerable.Range(0, classes).Select(k => $"class {k}")]))
    {
        FeatureCount = features;
        weight = nn.Parameter((arange(features * classes, float32).view(features, classes) * 1.3f).sin());
        RegisterComponents();
    }

    public override int FeatureCount { get; }

    public override string Classifier => nameof(weight);

    public Parameter Weight => weight;

    public override Tensor Classify(Tensor features) => features.matmul(weight);

    protected override Tensor Extract(Tensor images, Domain domain) => images.flatten(1);

    /// <summary>A step with these features of renders and photos, <c>[N, F]</c>; labels go around.</summary>
    public Step Step(Tensor source, Tensor target, double progress)
    {
        var labels = arange(source.shape[0], int64).remainder(Shape.Classes.Count);
        return new(this, new Batch(new Dictionary<View, Tensor> { [View.Source] = Images(source), [View.Target] = Images(target) }, new Dictionary<View, Tensor> { [View.Source] = labels }), progress);

        static Tensor Images(Tensor features) => features.view(features.shape[0], 1, 1, features.shape[1]);
    }
}
