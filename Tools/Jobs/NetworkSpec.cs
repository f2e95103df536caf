using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The network that arms start from.</summary>
/// <param name="Backbone">Its name in the catalogue.</param>
/// <param name="BatchNorm">As the job says; null for the backbone's usual.</param>
/// <param name="Weights">A file of first weights; null for random ones.</param>
/// <param name="Place">Where the job names that file, or else the network.</param>
internal sealed record NetworkSpec(string Backbone, BatchNormPolicy? BatchNorm, string? Weights, string Place)
{
    public NetworkShape Shape(int size, int channels, IReadOnlyList<string> classes) => new(Backbone, size, channels, classes) { BatchNorm = BatchNorm };

    /// <summary>Makes it; a classifier that the file of weights has no use for is told as a warning.</summary>
    /// <exception cref="Core.Errors.FewLabelsException">The file of weights is of another network, or none.</exception>
    public Network Create(SourceSpec source, IReadOnlyList<string> classes, long seed, IEventSink events)
    {
        var network = Network.Create(Shape(source.Size, source.Channels, classes), seed);
        if (Weights is null)
            return network;
        try
        {
            if (Inputs.Placed(Place, () => PretrainedWeights.Load(network, Weights)) is { } note)
                events.Publish(new Warning { Text = note });
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
