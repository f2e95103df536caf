using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Inference;

/// <summary>A trained network at work on images of one domain.</summary>
public sealed class Predictor(Network network)
{
    /// <summary>Small enough for the processor's cache, large enough that calls cost nothing.</summary>
    private const int BatchSize = 250;

    /// <summary>Features <c>[N, F]</c> and logits <c>[N, K]</c>; the caller disposes both.</summary>
    /// <exception cref="FewLabelsException">There are no images, or they are of another size or other channels than the network's.</exception>
    public (Tensor Features, Tensor Logits) Run(ImageStack images, Domain domain)
    {
        if (images.Count == 0)
            throw new FewLabelsException("There are no images to look at", "prediction", "Give at least one.");
        TrainingInputs.RequireShape(new(images.Height, images.Width, images.Channels), network.Shape, "prediction");
        var wasTraining = network.training;
        network.eval();
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var parts = new List<Tensor>();
        for (var start = 0; start < images.Count; start += BatchSize)
        {
            using var step = NewDisposeScope();
            var indices = Enumerable.Range(start, Math.Min(BatchSize, images.Count - start)).ToArray();
            var x = Layout.ChannelsLast(Pixels.Normalise(Pixels.Gather(images, indices)));
            parts.Add(network.Features(x, domain).MoveToOuterDisposeScope());
        }
        var features = cat(parts);
        var logits = network.Classify(features);
        network.train(wasTraining);
        return (features.DetachFromDisposeScope(), logits.DetachFromDisposeScope());
    }

    /// <summary>The likeliest class of each image.</summary>
    public byte[] Classes(ImageStack images, Domain domain)
    {
        var (features, logits) = Run(images, domain);
        using (features)
        using (logits)
        using (var answers = logits.argmax(1).to(uint8))
            return answers.bytes.ToArray();
    }
}
