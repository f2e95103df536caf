namespace FewLabels.Sim.Core.Images;

/// <summary>
/// One axis of scaling: each target pixel is a mean of the source pixels around its middle, weighted by a triangle that reaches one target pixel to each side (one source
/// pixel where the picture grows). This is linear interpolation with antialiasing, as PIL's <c>BILINEAR</c> and torchvision's <c>antialias=True</c> do it.
/// </summary>
internal sealed class TriangleFilter
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <param name="from">Pixels of the source.</param>
    /// <param name="to">Pixels of the target.</param>
    public TriangleFilter(int from, int to)
    {
        (_first, _weights) = (new int[to], new float[to][]);
        var step = (double)from / to;
        var reach = Math.Max(1, step);
        for (var i = 0; i < to; i++)
        {
            var middle = (i + 0.5) * step;
            var (first, end) = ((int)Math.Max(0, Math.Floor(middle - reach)), (int)Math.Min(from, Math.Ceiling(middle + reach)));
            var weights = new List<double>(end - first);
            for (var j = first; j < end; j++)
            {
                var weight = Math.Max(0, 1 - Math.Abs(j + 0.5 - middle) / reach);
                // Pixels without weight at the start would be read for nothing.
                if (weight > 0 || weights.Count > 0)
                    weights.Add(weight);
                else
                    first++;
            }
            while (weights[^1] == 0)
                weights.RemoveAt(weights.Count - 1);
            var sum = weights.Sum();
            (_first[i], _weights[i]) = (first, [.. weights.Select(w => (float)(w / sum))]);
        }
    }

    /// <summary>The first source pixel of a target pixel.</summary>
    public int First(int target) => _first[target];

    /// <summary>The weights from <see cref="First"/> on; their sum is 1.</summary>
    public ReadOnlySpan<float> Weights(int target) => _weights[target];
}
