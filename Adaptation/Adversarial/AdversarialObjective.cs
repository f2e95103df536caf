using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Networks.Layers;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>
/// A term whose head learns something about features that the features, by reversed gradients, learn to hide. λ scales only the gradient into
/// the features: the head always learns at its full rate.
/// </summary>
public abstract class AdversarialObjective(AdversaryOptions options) : Objective
{
    public sealed override object? Options => options;

    public sealed override double HeadLearningRate => options.HeadLearningRate;

    /// <summary>λ: zero until <see cref="AdversaryOptions.Start"/>, then the DANN paper's ramp over the rest of the stage, up to <see cref="AdversaryOptions.Strength"/>.</summary>
    /// <param name="progress">Share of the stage that is done.</param>
    public double Strength(double progress) =>
        progress < options.Start ? 0 : options.Strength * Schedules.DomainAdaptation((progress - options.Start) / (1 - options.Start));

    /// <summary>Features <c>[N, F]</c> of a view, behind the gradient reversal.</summary>
    protected Tensor Reversed(Step step, View view)
    {
        var (features, strength) = (step.Features(view), Strength(step.Progress));
        return options.Clip is { } longest ? GradientReversal.Apply(features, strength, longest) : GradientReversal.Apply(features, strength);
    }

    /// <summary>
    /// Fully connected layers, rectified and dropped out between, with weights drawn by a seed: <c>[N, inputs]</c> to <c>[N, outputs]</c>. They have no batch norm, which could read the domain off
    /// the batch.
    /// </summary>
    protected Sequential MakeHead(long inputs, long outputs, long seed)
    {
        manual_seed(seed);
        var layers = new List<nn.Module<Tensor, Tensor>>();
        for (var layer = 0; layer < options.Layers; layer++)
        {
            layers.AddRange([nn.Linear(layer == 0 ? inputs : options.Hidden, options.Hidden), nn.ReLU()]);
            if (options.Dropout > 0)
            {
                var dropout = new KeyedDropout(1 - options.Dropout);
                dropout.Begin(StreamKey.Of(seed).With("dropout").With(layer));
                layers.Add(dropout);
            }
        }
        layers.Add(nn.Linear(options.Layers == 0 ? inputs : options.Hidden, outputs));
        return nn.Sequential(layers);
    }
}
