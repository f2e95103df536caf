using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>Between a network's tensors and those of a file, by name.</summary>
internal static class NetworkTensors
{
    /// <summary>Names in one message.</summary>
    private const int Shown = 5;

    /// <summary>Copies the tensors of a file into a network's, in the network's types, if they are the same by name and shape.</summary>
    /// <param name="into">The network's.</param>
    /// <param name="path">The file.</param>
    /// <param name="remedy">For the message.</param>
    /// <param name="skip">Tensors of the network, told by name and the file's shape, that may stay as they are.</param>
    /// <returns>The names that were skipped.</returns>
    /// <exception cref="FewLabelsException">The file can't be read, or tensors are missing, too many or of other shapes; the network is then as it was.</exception>
    public static IReadOnlyList<string> CopyFrom(this IEnumerable<(string Name, Tensor Value)> into, string path, string remedy, Func<string, long[], bool>? skip = null)
    {
        var mine = into.ToArray();
        var theirs = SafeTensors.Read(path);
        try
        {
            var skipped = mine.Where(t => theirs.TryGetValue(t.Name, out var found) && !found.shape.SequenceEqual(t.Value.shape) && skip?.Invoke(t.Name, found.shape) == true).Select(t => t.Name).ToArray();
            var rest = mine.Where(t => !skipped.Contains(t.Name)).ToArray();
            string[] faults =
            [
                .. Named("missing", [.. rest.Where(t => !theirs.ContainsKey(t.Name)).Select(t => t.Name)]),
                .. Named("not of this network", [.. theirs.Keys.Except(mine.Select(t => t.Name))]),
                .. Named("of another shape", [.. rest.Where(t => theirs.TryGetValue(t.Name, out var found) && !found.shape.SequenceEqual(t.Value.shape)).Select(t => $"{t.Name} {Shape(theirs[t.Name])} for {Shape(t.Value)}")]),
            ];
            if (faults.Length > 0)
                throw new FewLabelsException($"The weights are of another network: {string.Join("; ", faults)}", path, remedy);
            using var guard = no_grad();
            foreach (var (name, value) in rest)
                value.copy_(theirs[name]);
            return skipped;
        }
        finally
        {
            foreach (var tensor in theirs.Values)
                tensor.Dispose();
        }
    }

    private static string[] Named(string what, string[] names) =>
        names.Length == 0 ? [] : [$"{what}: {string.Join(", ", names.Take(Shown))}{(names.Length > Shown ? $" and {names.Length - Shown} more" : "")}"];

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
