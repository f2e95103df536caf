using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The network that arms start from.</summary>
/// <param name="Backbone">Its name in the catalogue.</param>
/// <param name="BatchNorm">As the job says; null for the backbone's usual.</param>
/// <param name="Normalisation">What its weights take images as; null where the job doesn't say.</param>
/// <param name="Weights">A file of first weights; null for random ones.</param>
/// <param name="Place">Where the job names that file, or else the network.</param>
internal sealed record NetworkSpec(string Backbone, BatchNormPolicy? BatchNorm, InputNormalisation? Normalisation, string? Weights, string Place)
{
    public NetworkShape Shape(int size, int channels, IReadOnlyList<string> classes) => new(Backbone, size, channels, classes) { BatchNorm = BatchNorm, Normalisation = Normalisation ?? InputNormalisation.Symmetric };

    /// <summary>Makes it; a classifier that the file of weights has no use for is told as a warning, and so are weights that may have been made on images normalised otherwise.</summary>
    /// <exception cref="FewLabelsException">The file of weights is of another network, or none, or takes images otherwise.</exception>
    public Network Create(SourceSpec source, IReadOnlyList<string> classes, long seed, IEventSink events)
    {
        var network = Network.Create(Shape(source.Size, source.Channels, classes), seed);
        if (Weights is null)
            return network;
        try
        {
            RequireNormalisation(network.Shape, events);
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

    private void RequireNormalisation(NetworkShape shape, IEventSink events)
    {
        var made = Inputs.Placed(Place, () => ModelFolder.NormalisationOf(Weights!));
        if (made is not null && made != shape.Normalisation)
            throw new FewLabelsException($"{Weights} takes images as '{made.Name}', and the job's network as '{shape.Normalisation.Name}'", Place, $"Write network: {{ normalisation: {made.Name} }}, which is what model.json beside it says.", ExitCode.WrongUsage);
        if (made is null && Normalisation is null && InputNormalisation.ImageNet.Suits(shape.Channels))
            events.Publish(new Warning { Text = $"{Weights}: nothing says how images were normalised for these weights, and '{shape.Normalisation.Name}' is taken. If they are torchvision's, write network: {{ normalisation: {InputNormalisation.ImageNet.Name} }}." });
    }
}
