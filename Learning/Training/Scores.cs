using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Inference;
using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training;

/// <summary>Scores of a network that need no target label.</summary>
public static class Scores
{
    /// <summary>The score's name in job files and events.</summary>
    public static string NameOf(ScoreKind kind) => kind switch
    {
        ScoreKind.Information => "information",
        ScoreKind.Entropy => "entropy",
        _ => "source-accuracy",
    };

    /// <summary>Scores a network on images that it was not trained on.</summary>
    public static double Of(ScoreKind kind, Network network, HeldOutImages images)
    {
        var predictor = new Predictor(network);
        if (kind == ScoreKind.SourceAccuracy)
            return new EvaluationSet(images.Renders).Mark(predictor.Classes(images.Renders.Images, Domain.Source)).Accuracy;
        var (features, logits) = predictor.Run((images.Photos ?? throw new ArgumentException("This score asks for photos.", nameof(images))).Images, Domain.Target);
        using (features)
        using (logits)
            return kind == ScoreKind.Information ? Information(logits) : Entropy(logits);
    }

    /// <summary>−E[H(p)] in nats: how sure the answers <c>[N, K]</c> (logits) are one by one; from −ln K to 0. It can't tell sure from right.</summary>
    public static double Entropy(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return -Entropies(Logarithms(logits)).mean().item<double>();
    }

    /// <summary>H(E[p]) − E[H(p)] in nats: answers <c>[N, K]</c> (logits) that are sure one by one and varied in all; from 0 to ln K.</summary>
    public static double Information(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var logs = Logarithms(logits);
        return (Entropies(logs.logsumexp(0, keepdim: true) - Math.Log(logits.shape[0])) - Entropies(logs).mean()).item<double>();
    }

    private static Tensor Logarithms(Tensor logits) => nn.functional.log_softmax(logits.detach().to(float64), 1);

    private static Tensor Entropies(Tensor logs) => -(logs.exp() * logs).sum(1);
}
