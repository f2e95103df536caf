using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Checkpoints;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>
/// CTAugment (Berthelot et al. 2020, 3.2; the strong view of FixMatch-CTA): operations and arguments are drawn by what the network has proved to recognise. An argument's range is cut into bins with a weight w
/// each; a bin is drawn in proportion to p = (w + 1 − d) / max, or never where p is below the threshold. After each step labelled images are changed with arguments drawn uniformly (<see cref="Probe"/>), the
/// averaged network answers, and each bin that was used takes in ω = 1 − ½ Σ |p − y|, which is the probability of the right class (<see cref="Learn"/>).
/// </summary>
/// <param name="name">In the catalogue.</param>
public sealed class CtAugment(string name, CtAugmentOptions options) : Operation, IStateful
{
    private static readonly CtOperation[] All = Enum.GetValues<CtOperation>();
    private static readonly int[][] Starts = [.. All.Select(operation => CtStep.Bins(operation).Select((_, argument) => CtRates.Start(operation, argument)).ToArray())];
    private static readonly int[][] Bins = [.. All.Select(operation => CtStep.Bins(operation).ToArray())];

    private readonly CtRates _rates = new(options.Decay, options.Lag);

    /// <summary>In the catalogue, and in a checkpoint's names.</summary>
    public string Name => name;

    /// <summary>With the newest weights.</summary>
    public override Tensor Apply(Tensor images, ReadOnlySpan<StreamKey> keys) => With(_rates.Updates, CancellationToken.None).Apply(images, keys);

    /// <summary>With the weights that batch <paramref name="batch"/> is to be made with; waits for the update they come from.</summary>
    public override Operation At(long batch, CancellationToken cancellation) => With(Math.Max(0, batch - options.Lag), cancellation);

    /// <summary>Changes labelled images with arguments drawn uniformly.</summary>
    /// <returns>The images, in the caller's dispose scope, and of each the bins that it tries.</returns>
    public (Tensor Images, IReadOnlyList<IReadOnlyList<int>> Tried) Probe(Tensor images, ReadOnlySpan<StreamKey> keys)
    {
        var probing = new Probing(name, options.Depth);
        return (probing.Apply(images, keys), probing.Tried);
    }

    /// <summary>Takes in how right the averaged network was about probes.</summary>
    /// <param name="tried">What <see cref="Probe"/> gave.</param>
    /// <param name="proximities">ω of each image.</param>
    public void Learn(IReadOnlyList<IReadOnlyList<int>> tried, ReadOnlySpan<float> proximities)
    {
        var all = new List<(int, float)>();
        for (var i = 0; i < tried.Count; i++)
            foreach (var bin in tried[i])
                all.Add((bin, proximities[i]));
        _rates.Update(all);
    }

    /// <summary>ω = 1 − ½ Σ |p − y| of each image.</summary>
    /// <param name="probabilities"><c>[N, K]</c>, rows that sum to 1.</param>
    /// <param name="labels"><c>[N]</c>, int64.</param>
    /// <returns><c>[N]</c>.</returns>
    public static Tensor Proximity(Tensor probabilities, Tensor labels) =>
        1 - 0.5 * (probabilities - nn.functional.one_hot(labels, probabilities.shape[1])).abs().sum(1);

    /// <summary>How often each bin of an argument is drawn; they sum to 1.</summary>
    /// <param name="weights">Of the argument's bins.</param>
    public static float[] Chances(ReadOnlySpan<float> weights, CtAugmentOptions options)
    {
        // The constant keeps a weight of 0 from being all there is.
        var chances = new float[weights.Length];
        var most = 0f;
        for (var i = 0; i < chances.Length; i++)
            most = Math.Max(most, chances[i] = weights[i] + (float)(1 - options.Decay));
        var sum = 0f;
        for (var i = 0; i < chances.Length; i++)
            sum += chances[i] = chances[i] / most < options.Threshold ? 0 : chances[i] / most;
        for (var i = 0; i < chances.Length; i++)
            chances[i] /= sum;
        return chances;
    }

    public IEnumerable<(string Name, Tensor Value)> State()
    {
        yield return ("rates", tensor(_rates.Save()).view(-1, CtRates.Count));
        yield return ("updates", tensor(_rates.Updates));
    }

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        using var rates = state["rates"].contiguous().clone();
        _rates.Restore(MemoryMarshal.Cast<byte, float>(rates.bytes), state["updates"].item<long>());
    }

    private Drawing With(long updates, CancellationToken cancellation)
    {
        var weights = _rates.At(updates, cancellation);
        var chances = new float[CtRates.Count];
        for (var operation = 0; operation < All.Length; operation++)
            for (var argument = 0; argument < Bins[operation].Length; argument++)
                Chances(weights.Slice(Starts[operation][argument], Bins[operation][argument]), options).CopyTo(chances, Starts[operation][argument]);
        return new(name, options.Depth, chances);
    }

    /// <summary>With fixed weights.</summary>
    private sealed class Drawing(string name, int depth, float[] chances) : ImageOperation(name)
    {
        public override void Apply(Picture image, ref KeyedStream draws)
        {
            for (var i = 0; i < depth; i++)
            {
                var operation = draws.Next(All.Length);
                var (first, second) = (Argument(operation, 0, ref draws), Argument(operation, 1, ref draws));
                CtStep.Apply(image, All[operation], first, second, ref draws);
            }
        }

        // A bin by its chance, and a place within it.
        private double Argument(int operation, int argument, ref KeyedStream draws)
        {
            if (argument >= Bins[operation].Length)
                return 0;
            var bins = chances.AsSpan(Starts[operation][argument], Bins[operation][argument]);
            var (left, within) = (draws.NextDouble(), draws.NextDouble());
            var bin = 0;
            // Rounding may leave a little behind the last; it then is the last that has a chance.
            for (var i = 0; i < bins.Length && left >= 0; i++)
            {
                if (bins[i] > 0)
                    bin = i;
                left -= bins[i];
            }
            return (bin + within) / bins.Length;
        }
    }

    /// <summary>With uniform arguments, remembering which bins they fall in.</summary>
    private sealed class Probing(string name, int depth) : ImageOperation(name)
    {
        public List<IReadOnlyList<int>> Tried { get; } = [];

        public override void Apply(Picture image, ref KeyedStream draws)
        {
            var tried = new List<int>();
            for (var i = 0; i < depth; i++)
            {
                var operation = draws.Next(All.Length);
                Span<double> arguments = [0, 0];
                for (var a = 0; a < Bins[operation].Length; a++)
                {
                    arguments[a] = draws.NextDouble();
                    tried.Add(Starts[operation][a] + (int)(arguments[a] * Bins[operation][a]));
                }
                CtStep.Apply(image, All[operation], arguments[0], arguments[1], ref draws);
            }
            Tried.Add(tried);
        }
    }
}
