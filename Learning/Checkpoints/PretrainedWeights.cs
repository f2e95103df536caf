using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>First weights from a file: one of ours, or of a network of PyTorch with the same names, such as torchvision's ResNets.</summary>
public static class PretrainedWeights
{
    /// <summary>Copies all that the file has into the network. A classifier of another number of classes is left as it is; statistics of batch norms serve both domains.</summary>
    /// <param name="network">Of the same backbone as the file's.</param>
    /// <param name="path">A .safetensors file.</param>
    /// <returns>What to tell the user of a classifier that was left; else null.</returns>
    /// <exception cref="FewLabelsException">The file can't be read, or is of another network; the network is then as it was.</exception>
    public static string? Load(Network network, string path)
    {
        var shape = network.Shape;
        var classifier = network.Classifier + ".";
        long classes = 0;
        var left = network.Weights().CopyFrom(path, $"They must be those of '{shape.Backbone}' for {shape.Size} pixels in {(shape.Channels == 1 ? "grey" : "RGB")}; 'fewlabels networks' lists what there is.", skip: (name, found) =>
        {
            if (!name.StartsWith(classifier, StringComparison.Ordinal) || !OnlyFirstDiffers(network, name, found))
                return false;
            classes = found[0];
            return true;
        });
        foreach (var norm in network.BatchNorms())
            norm.Loaded();
        return left.Count == 0 ? null
            : $"{path}: its classifier ({network.Classifier}) is of {classes} classes and there are {shape.Classes.Count} here, so that one starts from random weights; all else was loaded.";
    }

    private static bool OnlyFirstDiffers(Network network, string name, long[] found)
    {
        var own = network.Weights().First(t => t.Name == name).Value.shape;
        return found.Length == own.Length && found.AsSpan(1).SequenceEqual(own.AsSpan(1));
    }
}
