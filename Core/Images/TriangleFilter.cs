namespace FewLabels.Sim.Core.Images;

/// <summary>
/// One axis of scaling: each target pixel is a mean of the source pixels around its middle, weighted by a triangle that reaches one target pixel to each side (one source
/// pixel where the picture grows). This is linear interpolation with antialiasing, as PIL's <c>BILINEAR</c> and torchvision's <c>antialias=True</c> do it.
/// </summary>
internal sealed class TriangleFilter
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <summary>A part of the source, which may reach beyond it: what is missing there counts as 0.</summary>
    /// <param name="from">Pixels of the source.</param>
    /// <param name="start">Where the part begins, in pixels of the source.</param>
    /// <param name="extent">How long the part is.</param>
    /// <param name="to">Pixels of the target.</param>
    public TriangleFilter(int from, double start, double extent, int to)
    {
        (_first, _weights) = (new int[to], new float[to][]);
        var step = extent / to;
        var reach = Math.Max(1, step);
        var (least, most) = (Math.Floor(start), Math.Ceiling(start + extent));
        for (var i = 0; i < to; i++)
        {
            var middle = start + (i + 0.5) * step;
            var (first, end) = (Math.Max(least, Math.Floor(middle - reach)), Math.Min(most, Math.Ceiling(middle + reach)));
            // What lies beyond the part has no say; what lies beyond the source but within the part has, and is 0.
            var sum = 0.0;
            for (var j = first; j < end; j++)
                sum += Weight(j);
            (first, end) = (Math.Max(0, first), Math.Min(from, end));
            while (first < end && Weight(first) == 0)
                first++;
            while (first < end && Weight(end - 1) == 0)
                end--;
            var weights = new float[first < end ? (int)(end - first) : 0];
            for (var k = 0; k < weights.Length; k++)
                weights[k] = (float)(Weight(first + k) / sum);
            (_first[i], _weights[i]) = (weights.Length == 0 ? 0 : (int)first, weights);

            double Weight(double pixel) => Math.Max(0, 1 - Math.Abs(pixel + 0.5 - middle) / reach);
        }
    }

    /// <summary>Pixels of the target.</summary>
    public int Count => _first.Length;

    /// <summary>The first source pixel of a target pixel.</summary>
    public int First(int target) => _first[target];

    /// <summary>The weights from <see cref="First"/> on; their sum is 1 where nothing is missing.</summary>
    public ReadOnlySpan<float> Weights(int target) => _weights[target];
}
