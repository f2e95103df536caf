using FewLabels.Sim.Learning.Checkpoints;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>
/// An exponential moving average of a network's weights, itself a network: θ' ← d·θ' + (1 − d)·θ (Tarvainen and Valpola 2017). Statistics of batch
/// norms are averaged too. Early on d is (1 + t) / (10 + t), so that the random start is soon forgotten.
/// </summary>
public sealed class WeightAverage : IStateful, IDisposable
{
    private readonly Tensor[] _from;
    private readonly Tensor[] _to;
    private readonly double _decay;
    private long _updates;

    /// <param name="network">The network in training.</param>
    /// <param name="decay">d, in [0, 1).</param>
    public WeightAverage(Network network, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        (_decay, Average) = (decay, network.Copy());
        Average.eval();
        _from = [.. network.State().Select(s => s.Value)];
        _to = [.. Average.State().Select(s => s.Value)];
    }

    public Network Average { get; }

    /// <summary>Takes in the network as it is now; once a step.</summary>
    public void Update()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var keep = Math.Min(_decay, (1.0 + _updates) / (10.0 + _updates));
        _updates++;
        for (var i = 0; i < _from.Length; i++)
        {
            // Counters are taken over as they are: an average of how many would be no number of anything.
            if (_to[i].is_floating_point())
                _to[i].lerp_(_from[i], 1 - keep);
            else
                _to[i].copy_(_from[i]);
        }
    }

    public IEnumerable<(string Name, Tensor Value)> State() => new ModuleState(Average).State().Append(("updates", tensor(_updates)));

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        new ModuleState(Average).Restore(state);
        _updates = state["updates"].item<long>();
    }

    public void Dispose() => Average.Dispose();
}
