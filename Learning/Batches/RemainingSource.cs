namespace FewLabels.Sim.Learning.Batches;

/// <summary>A source without some of its images; the others keep their order.</summary>
/// <param name="all">The source.</param>
/// <param name="without">Indices that are left out, in order, each once.</param>
public sealed class RemainingSource(IImageSource all, long[] without) : IImageSource
{
    // How many images are left before each one that is left out: never falling, so that a place can be looked up.
    private readonly long[] _leftBefore = [.. without.Select((index, i) => index - i)];

    public string Origin => all.Origin;

    public ImageShape Shape => all.Shape;

    public long? Count => all.Count - without.Length;

    public string? WhenSlow => all.WhenSlow;

    public void Read(ReadOnlySpan<long> indices, Span<byte> pixels, CancellationToken cancellation)
    {
        var places = new long[indices.Length];
        for (var i = 0; i < places.Length; i++)
            places[i] = indices[i] + Skipped(indices[i]);
        all.Read(places, pixels, cancellation);
    }

    private int Skipped(long index)
    {
        var (low, high) = (0, _leftBefore.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_leftBefore[middle] <= index)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
