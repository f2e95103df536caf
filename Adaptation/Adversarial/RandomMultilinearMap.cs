using FewLabels.Sim.Core.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>
/// T(f, g) = (R_f f) ⊙ (R_g g) / √d (Long et al. 2018, section 3.1): d products of random sums, whose inner products are on average those of f ⊗ g. The matrices are drawn once, never trained, and saved with the head.
/// </summary>
internal sealed class RandomMultilinearMap : nn.Module<Tensor, Tensor, Tensor>
{
    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Tensor features;
    private readonly Tensor answers;

    /// <param name="features">R_f, <c>[F, d]</c>.</param>
    /// <param name="answers">R_g, <c>[K, d]</c>.</param>
    public RandomMultilinearMap(Tensor features, Tensor answers) : base(nameof(RandomMultilinearMap))
    {
        (this.features, this.answers) = (features, answers);
        RegisterComponents();
    }

    /// <summary>A map of d = <paramref name="count"/> with standard normal matrices, drawn by a key.</summary>
    public static RandomMultilinearMap Draw(int features, int answers, int count, StreamKey key)
    {
        return new(Matrix(features, key.With("features")), Matrix(answers, key.With("answers")));

        Tensor Matrix(int rows, StreamKey of)
        {
            var (stream, values) = (of.Open(), new float[rows * count]);
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)stream.Normal();
            return tensor(values, [rows, count]).DetachFromDisposeScope();
        }
    }

    public override Tensor forward(Tensor f, Tensor g) => f.matmul(features) * g.matmul(answers) / Math.Sqrt(features.shape[1]);
}
