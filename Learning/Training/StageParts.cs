using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training.Optimizers;
using Parameter = TorchSharp.Modules.Parameter;

namespace FewLabels.Sim.Learning.Training;

/// <summary>All that a stage changes while it trains: what its next step depends on besides the step's number.</summary>
internal sealed class StageParts : IDisposable
{
    private readonly IReadOnlyList<Objective> _objectives;
    private readonly ViewAugmentation _augmentation;
    private Network? _outcome;

    /// <param name="options">How the stage trains.</param>
    /// <param name="network">The network in training; stays the caller's.</param>
    /// <param name="objectives">Built for this network; they stay the caller's.</param>
    /// <param name="augmentation">What makes the stage's views, and may learn.</param>
    public StageParts(StageOptions options, Network network, IReadOnlyList<Objective> objectives, ViewAugmentation augmentation)
    {
        (Network, _objectives, _augmentation) = (network, objectives, augmentation);
        Parameters = [.. network.named_parameters().Select(p => ($"network.{p.name}", p.parameter)), .. objectives.Where(o => o.Head is not null).SelectMany(o => o.Head!.named_parameters().Select(p => ($"{o.Name}.{p.name}", p.parameter)))];
        Optimizer = options.Optimizer switch
        {
            OptimizerKind.Sgd => new Sgd(Parameters, options.Momentum, options.WeightDecay),
            OptimizerKind.Lars => new Lars(Parameters, options.Momentum, options.WeightDecay),
            _ => new Adam(Parameters, options.WeightDecay, decoupled: options.Optimizer == OptimizerKind.AdamW),
        };
        foreach (var objective in objectives)
            Optimizer.SetPace($"{objective.Name}.", objective.HeadLearningRate);
        Average = new(network, options.Average);
        Snapshots = options.Snapshots is null ? null : new(network);
        EarlyStop = options.EarlyStop is { } stop ? new(stop, network) : null;
    }

    public Network Network { get; }

    /// <summary>Of the network and of the objectives' heads.</summary>
    public IReadOnlyList<(string Name, Parameter Value)> Parameters { get; }

    public Optimizer Optimizer { get; }

    public WeightAverage Average { get; }

    /// <summary>Null unless the stage averages snapshots.</summary>
    public SnapshotMean? Snapshots { get; }

    /// <summary>Null unless the stage is scored.</summary>
    public EarlyStop? EarlyStop { get; }

    /// <summary>Everything that goes into a checkpoint, each part under its name.</summary>
    public IEnumerable<(string Name, IStateful Part)> Stateful()
    {
        yield return ("network", new ModuleState(Network));
        yield return ("optimizer", Optimizer);
        yield return ("average", Average);
        if (Snapshots is not null)
            yield return ("snapshots", Snapshots);
        if (EarlyStop is not null)
            yield return ("early-stop", EarlyStop);
        if (_augmentation.Learns)
            yield return ("augmentation", _augmentation);
        foreach (var objective in _objectives)
        {
            if (objective.Head is { } head)
                yield return ($"head of {objective.Name}", new ModuleState(head));
            if (objective is IStateful stateful)
                yield return (objective.Name, stateful);
        }
    }

    /// <summary>What the stage has made: the mean of snapshots, the network with the best score, or the averaged weights. From here on the caller's.</summary>
    public Network TakeOutcome()
    {
        _outcome = Snapshots?.Mean ?? (EarlyStop is { HasScored: true } stop ? stop.Best : Average.Average);
        foreach (var norm in _outcome.BatchNorms())
            norm.Settle();
        _outcome.eval();
        return _outcome;
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        foreach (var network in new[] { Average.Average, Snapshots?.Mean, EarlyStop?.Best }.Where(network => network != _outcome))
            network?.Dispose();
    }
}
