using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Policies;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Augmentation;

/// <summary>Operations one after another. The same key gives an image the same bytes, alone or in any batch.</summary>
public sealed class Augmenter
{
    private readonly (Operation Operation, int Occurrence)[] _steps;

    /// <param name="operations">In their order; none leaves images as they are.</param>
    public Augmenter(params IReadOnlyList<Operation> operations)
    {
        Operations = operations;
        // Draws hang on an operation's name: one more operation changes none of the others', and one that stands twice has draws of its own each time.
        _steps = [.. operations.Select((operation, i) => (operation, operations.Take(i).Count(earlier => earlier.GetType() == operation.GetType())))];
    }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>What it is, in words: its operations as a job file has them, or, where it was made of none of a recipe's, their types' names.</summary>
    public string Recipe { get => field ?? $"[{string.Join(", ", Operations.Select(operation => operation.GetType().Name))}]"; init; }

    /// <summary>Those that learn from the network.</summary>
    public IEnumerable<CtAugment> Learners => Operations.OfType<CtAugment>();

    /// <summary>Makes views of a batch. Runs in the caller's dispose scope.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, in [0, 1]; C is 1 (grey) or 3 (RGB). They stay as they are.</param>
    /// <param name="keys">A key for each image.</param>
    /// <returns><c>[N, C, H, W]</c>, in [0, 1].</returns>
    public Tensor Apply(Tensor images, ReadOnlySpan<StreamKey> keys) => Apply(images, keys, operation => operation);

    /// <summary>The same as it is at a stage's batch of this number: what learns has learned so far.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, in [0, 1].</param>
    /// <param name="keys">A key for each image.</param>
    /// <param name="batch">From 0.</param>
    /// <param name="cancellation">Of a wait for what has to be learned first.</param>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public Tensor Apply(Tensor images, ReadOnlySpan<StreamKey> keys, long batch, CancellationToken cancellation) =>
        Apply(images, keys, operation => operation.At(batch, cancellation));

    private Tensor Apply(Tensor images, ReadOnlySpan<StreamKey> keys, Func<Operation, Operation> choose)
    {
        foreach (var (operation, occurrence) in _steps)
        {
            if (occurrence == 0)
                images = choose(operation).Apply(images, keys);
            else
            {
                var later = new StreamKey[keys.Length];
                for (var i = 0; i < later.Length; i++)
                    later[i] = keys[i].With(occurrence);
                images = choose(operation).Apply(images, later);
            }
        }
        return images;
    }
}
