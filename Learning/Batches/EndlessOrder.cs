using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>
/// The places of a set in random order, over and over, each epoch in an order of its own. Any position can be asked, from any thread: there is no state to save.
/// </summary>
/// <param name="count">Samples of the set; null for one that never ends, which is gone through once, in its own order.</param>
/// <param name="key">Of this order.</param>
public sealed class EndlessOrder(long? count, StreamKey key)
{
    /// <summary>Batches that are made side by side may lie on both sides of an epoch's end.</summary>
    private const int Kept = 2;

    private readonly Lock _lock = new();
    private readonly List<(long Epoch, int[] Order)> _epochs = [];

    /// <summary>The sample at this position, and the epoch it falls in.</summary>
    public (long Index, long Epoch) At(long position)
    {
        if (count is not { } samples)
            return (position, 0);
        var (epoch, place) = Math.DivRem(position, samples);
        return (Order(epoch)[place], epoch);
    }

    private int[] Order(long epoch)
    {
        lock (_lock)
        {
            if (_epochs.Find(known => known.Epoch == epoch) is { Order: { } known })
                return known;
            var order = new int[checked((int)count!)];
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            key.With(epoch).Open().Shuffle(order.AsSpan());
            if (_epochs.Count == Kept)
                _epochs.Remove(_epochs.MinBy(kept => kept.Epoch));
            _epochs.Add((epoch, order));
            return order;
        }
    }
}
