using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>What of a network is compared between domains.</summary>
public enum ComparedLayer
{
    /// <summary>What the backbone makes, before the classifier.</summary>
    Features,

    /// <summary>What the classifier makes of it, before softmax.</summary>
    Logits,
}

/// <summary>Looks a <see cref="ComparedLayer"/> up in a step.</summary>
internal static class ComparedLayers
{
    /// <summary><c>[N, F]</c> or <c>[N, K]</c>.</summary>
    public static Tensor Of(this Step step, ComparedLayer layer, View view) => layer == ComparedLayer.Logits ? step.Logits(view) : step.Features(view);
}
