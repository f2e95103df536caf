using System.Text.Json;
using System.Text.Json.Serialization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>
/// A network in a folder. <c>model.safetensors</c> and <c>model.json</c> (its shape, classes, batch norms, and how the weights take bytes of images) are all that predicting on photos takes; where
/// renders have batch statistics of their own, <c>source-statistics.safetensors</c> holds them.
/// </summary>
public static class ModelFolder
{
    private const string Weights = "model.safetensors";
    private const string Statistics = "source-statistics.safetensors";
    private const string Description = "model.json";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes the files into the folder, made if it is missing.</summary>
    /// <exception cref="FewLabelsException">The disk is full or the folder can't be written to.</exception>
    public static void Save(string folder, Network network)
    {
        DurableFile.Write(Path.Combine(folder, Description), file => JsonSerializer.Serialize(file, new Described(network.Shape, network.Shape.Normalisation.Formula), Readable));
        if (network.SourceStatistics().Any())
            SafeTensors.Write(Path.Combine(folder, Statistics), network.SourceStatistics());
        else
            // Of a network that was there before.
            File.Delete(Path.Combine(folder, Statistics));
        SafeTensors.Write(Path.Combine(folder, Weights), network.Weights());
    }

    /// <summary>The network of a folder, ready to evaluate. Without <c>source-statistics.safetensors</c> renders are judged by the statistics of photos.</summary>
    /// <exception cref="FewLabelsException">A file is missing, damaged, or of another network.</exception>
    public static Network Load(string folder)
    {
        const string remedy = "model.json and the .safetensors beside it must come from the same run.";
        var network = Network.Create(Describe(Path.Combine(folder, Description)), seed: 0, Path.Combine(folder, Description));
        try
        {
            network.Weights().CopyFrom(Path.Combine(folder, Weights), remedy);
            foreach (var norm in network.BatchNorms())
                norm.Loaded();
            if (network.SourceStatistics().Any() && Path.Combine(folder, Statistics) is var statistics && File.Exists(statistics))
                network.SourceStatistics().CopyFrom(statistics, remedy);
            network.eval();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>How weights take images, if the file is a <c>model.safetensors</c> with its <c>model.json</c> beside it; null of a file from elsewhere, which doesn't say.</summary>
    /// <exception cref="FewLabelsException"><c>model.json</c> can't be read.</exception>
    public static InputNormalisation? NormalisationOf(string path) =>
        Path.GetFileName(path) == Weights && Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Description) is var description && File.Exists(description) ? Describe(description).Normalisation : null;

    private static NetworkShape Describe(string path)
    {
        try
        {
            var described = JsonSerializer.Deserialize<Described>(File.ReadAllText(path), Readable) ?? throw new JsonException("it says null");
            var normalisation = InputNormalisation.All.FirstOrDefault(known => known.Formula == described.Normalisation)
                ?? throw new JsonException($"images are to be normalised by '{described.Normalisation}', and known are {string.Join(" and ", InputNormalisation.All.Select(known => $"'{known.Formula}'"))}");
            return described.Network with { Normalisation = normalisation };
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The model can't be read: {error.Message}", path, "Give a folder that a finished run wrote.", cause: error);
        }
    }

    private sealed record Described(NetworkShape Network, string Normalisation);
}
