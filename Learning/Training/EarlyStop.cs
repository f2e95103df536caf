using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training;

/// <summary>Remembers the network with the best score, and says when scores have stopped rising.</summary>
internal sealed class EarlyStop(EarlyStopOptions options, Network start) : IStateful, IDisposable
{
    private double _best = double.NegativeInfinity;
    private long _sinceBest;

    /// <summary>As it was when it had the best score.</summary>
    public Network Best { get; } = start.Copy();

    /// <summary>Is there a best one yet?</summary>
    public bool HasScored => double.IsFinite(_best);

    /// <summary>Scores have stopped rising.</summary>
    public bool IsExhausted => _sinceBest >= options.Patience;

    /// <summary>Is a score due after so many steps?</summary>
    public bool IsDue(int done) => done % options.Every == 0;

    /// <summary>Takes in a network's score.</summary>
    /// <returns>Is it the best so far?</returns>
    public bool Add(double score, Network network)
    {
        if (!(score > _best))
        {
            _sinceBest++;
            return false;
        }
        (_best, _sinceBest) = (score, 0);
        Best.CopyFrom(network);
        return true;
    }

    public IEnumerable<(string Name, Tensor Value)> State() => new ModuleState(Best).State().Concat([("score", tensor(_best)), ("since best", tensor(_sinceBest))]);

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        new ModuleState(Best).Restore(state);
        (_best, _sinceBest) = (state["score"].item<double>(), state["since best"].item<long>());
    }

    public void Dispose() => Best.Dispose();
}
