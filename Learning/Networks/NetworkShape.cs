using System.Text.Json.Serialization;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>All that decides a network's tensors, and what they take images as.</summary>
/// <param name="Backbone">One of <see cref="NetworkCatalog.Names"/>.</param>
/// <param name="Size">Side of the square images, pixels.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Classes">Their names, in label order.</param>
public sealed record NetworkShape(string Backbone, int Size, int Channels, IReadOnlyList<string> Classes)
{
    /// <summary>
    /// Asked for: null means the backbone's usual, <see cref="BatchNormPolicy.PerDomain"/> where it has batch norms. Of a network that was made: null means
    /// that it has none.
    /// </summary>
    public BatchNormPolicy? BatchNorm { get; init; }

    /// <summary>Of images, as the weights take them. <c>model.json</c> says it in words of its own, beside the shape.</summary>
    [JsonIgnore]
    public InputNormalisation Normalisation { get; init; } = InputNormalisation.Symmetric;
}
