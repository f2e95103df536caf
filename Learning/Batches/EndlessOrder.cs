using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>The places of a set in random order, over and over, each epoch in an order of its own. Any position can be asked: there is no state to save.</summary>
public sealed class EndlessOrder(int count, StreamKey key)
{
    private readonly int[] _order = new int[count];
    private long _epoch = -1;

    /// <summary>The sample at this position, and the epoch it falls in.</summary>
    public (int Index, long Epoch) At(long position)
    {
        var (epoch, place) = Math.DivRem(position, count);
        if (epoch != _epoch)
        {
            for (var i = 0; i < count; i++)
                _order[i] = i;
            key.With(epoch).Open().Shuffle(_order.AsSpan());
            _epoch = epoch;
        }
        return (_order[place], epoch);
    }
}
