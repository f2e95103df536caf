using System.Text.Json;
using System.Text.Json.Serialization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>A network in a folder: <c>model.safetensors</c>, and <c>model.json</c> with its shape, classes and normalisation.</summary>
public static class ModelFolder
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>Writes both files into the folder, made if it is missing.</summary>
    /// <exception cref="FewLabelsException">The disk is full or the folder can't be written to.</exception>
    public static void Save(string folder, Network network)
    {
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "model.json"), JsonSerializer.Serialize(new Description(network.Shape, "value / 127.5 - 1"), Readable) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The model can't be written: {error.Message}", folder, "Free some disk space or choose another folder with --out.", cause: error);
        }
        SafeTensors.Write(Path.Combine(folder, "model.safetensors"), network.State());
    }

    /// <summary>The network of a folder, ready to evaluate.</summary>
    /// <exception cref="FewLabelsException">A file is missing, damaged, or of another network.</exception>
    public static Network Load(string folder)
    {
        var path = Path.Combine(folder, "model.json");
        NetworkShape shape;
        try
        {
            shape = JsonSerializer.Deserialize<Description>(File.ReadAllText(path), Readable)?.Network ?? throw new JsonException("no network");
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new FewLabelsException($"The model can't be read: {error.Message}", path, "Give a folder that a finished run wrote.", cause: error);
        }
        var network = Network.Create(shape, seed: 0);
        var tensors = SafeTensors.Read(Path.Combine(folder, "model.safetensors"));
        using var guard = no_grad();
        foreach (var (name, value) in network.State())
        {
            if (!tensors.TryGetValue(name, out var saved) || !saved.shape.SequenceEqual(value.shape))
                throw new FewLabelsException($"The weights have no '{name}' of shape [{string.Join(", ", value.shape)}]", folder, "model.json and model.safetensors must come from the same run.");
            value.copy_(saved);
        }
        foreach (var tensor in tensors.Values)
            tensor.Dispose();
        foreach (var norm in network.BatchNorms())
            norm.Restored();
        network.eval();
        return network;
    }

    private sealed record Description(NetworkShape Network, string Normalisation);
}
