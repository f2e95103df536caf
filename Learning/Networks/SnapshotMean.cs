using FewLabels.Sim.Learning.Checkpoints;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>
/// Stochastic weight averaging (Izmailov et al. 2018, algorithm 1): the mean of a network's weights at several steps, each with equal weight,
/// w̄ ← (n w̄ + w) / (n + 1), itself a network. Its batch norms have to see data again: statistics of the weights that went into a mean are not those of the mean.
/// </summary>
public sealed class SnapshotMean : IStateful, IDisposable
{
    private readonly Tensor[] _from;
    private readonly Tensor[] _to;
    private long _snapshots;

    /// <param name="network">The network in training.</param>
    public SnapshotMean(Network network)
    {
        Mean = network.Copy();
        _from = [.. network.parameters()];
        _to = [.. Mean.parameters()];
    }

    public Network Mean { get; }

    /// <summary>Takes in the network as it is now.</summary>
    public void Add()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        _snapshots++;
        for (var i = 0; i < _from.Length; i++)
            _to[i].lerp_(_from[i], 1.0 / _snapshots);
    }

    /// <summary>Forgets all statistics and takes the plain mean over these passes (the momentum of batch b is 1 / b).</summary>
    /// <param name="passes">Each puts batches through the network, in training mode, without gradients.</param>
    public void Recompute(IEnumerable<Action<Network>> passes)
    {
        using var guard = no_grad();
        Mean.train();
        foreach (var norm in Mean.BatchNorms())
        {
            norm.Forget();
            norm.Cumulative = true;
        }
        foreach (var pass in passes)
        {
            using var scope = NewDisposeScope();
            pass(Mean);
        }
        foreach (var norm in Mean.BatchNorms())
            norm.Cumulative = false;
        Mean.eval();
    }

    public IEnumerable<(string Name, Tensor Value)> State() => new ModuleState(Mean).State().Append(("snapshots", tensor(_snapshots)));

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        new ModuleState(Mean).Restore(state);
        _snapshots = state["snapshots"].item<long>();
    }

    public void Dispose() => Mean.Dispose();
}
