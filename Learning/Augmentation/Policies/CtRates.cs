namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>
/// What <see cref="CtAugment"/> has learned: a weight for each bin of each argument, how well the network still recognises images that were changed so. Versions are counted in updates, and the last few are
/// kept, so that a loader that works ahead can ask for a fixed one however far the trainer is. For any thread.
/// </summary>
public sealed class CtRates
{
    private static readonly CtOperation[] All = Enum.GetValues<CtOperation>();

    private readonly Lock _gate = new();
    private readonly float _decay;
    private readonly float[][] _versions;
    private TaskCompletionSource _next = New();

    /// <param name="decay">Share of a weight that stays when a new value comes in.</param>
    /// <param name="kept">Versions that are kept beside the newest.</param>
    public CtRates(double decay, int kept)
    {
        _decay = (float)decay;
        _versions = new float[kept + 1][];
        for (var i = 0; i <= kept; i++)
        {
            _versions[i] = new float[Count];
            _versions[i].AsSpan().Fill(1);
        }
    }

    /// <summary>Bins in all.</summary>
    public static int Count { get; } = All.Sum(operation => CtStep.Bins(operation).Sum());

    /// <summary>Updates so far.</summary>
    public long Updates { get; private set; }

    /// <summary>The place of an argument's first bin.</summary>
    public static int Start(CtOperation operation, int argument) =>
        All.TakeWhile(one => one != operation).Sum(one => CtStep.Bins(one).Sum()) + CtStep.Bins(operation).Take(argument).Sum();

    /// <summary>The weights after so many updates; waits until they are there. They are not to be changed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    /// <exception cref="ArgumentOutOfRangeException">That version is no longer kept.</exception>
    public ReadOnlySpan<float> At(long updates, CancellationToken cancellation = default)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (updates <= Updates)
                {
                    ArgumentOutOfRangeException.ThrowIfLessThan(updates, Math.Max(0, Updates - _versions.Length + 1));
                    return _versions[updates % _versions.Length];
                }
                next = _next.Task;
            }
            next.Wait(cancellation);
        }
    }

    /// <summary>One update: bins that were tried, in order, and how right the network still was, in [0, 1]: w ← d · w + (1 − d) · ω.</summary>
    public void Update(IReadOnlyList<(int Bin, float Proximity)> tried)
    {
        lock (_gate)
        {
            var (old, made) = (_versions[Updates % _versions.Length], _versions[(Updates + 1) % _versions.Length]);
            // The oldest version's array is written anew, which no reader holds: it is older than any that may be asked for.
            old.CopyTo(made, 0);
            foreach (var (bin, proximity) in tried)
                made[bin] = _decay * made[bin] + (1 - _decay) * proximity;
            Updates++;
            Announce();
        }
    }

    /// <summary>All kept versions, <c>[kept + 1, bins]</c>, the newest last.</summary>
    public float[] Save()
    {
        lock (_gate)
        {
            var all = new float[_versions.Length * Count];
            for (var i = 0; i < _versions.Length; i++)
                _versions[(Updates + 1 + i) % _versions.Length].CopyTo(all, i * Count);
            return all;
        }
    }

    /// <summary>Goes on from what <see cref="Save"/> gave after so many updates.</summary>
    public void Restore(ReadOnlySpan<float> all, long updates)
    {
        if (all.Length != _versions.Length * Count)
            throw new ArgumentException($"{all.Length} weights are not {_versions.Length} versions of {Count}.");
        lock (_gate)
        {
            Updates = updates;
            for (var i = 0; i < _versions.Length; i++)
                all.Slice(i * Count, Count).CopyTo(_versions[(Updates + 1 + i) % _versions.Length]);
            Announce();
        }
    }

    private void Announce()
    {
        _next.SetResult();
        _next = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
