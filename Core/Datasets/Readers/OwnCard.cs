using System.Text.Json;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>The list of classes that our own datasets carry, whose order other formats' files don't tell.</summary>
internal static class OwnCard
{
    private static readonly string[] Files = ["dataset.json", "render.json"];

    /// <summary>The classes in their order; null where no file of ours lists any.</summary>
    public static IReadOnlyList<string>? Classes(string root)
    {
        foreach (var file in Files.Select(name => Path.Combine(root, name)).Where(File.Exists))
        {
            var card = JsonPlace.Open(file);
            // Another tool's file of that name has another shape.
            if (card.Value.ValueKind == JsonValueKind.Object && card.Find("classes") is { Value.ValueKind: JsonValueKind.Array } list
                && list.Items().All(item => item.Value.ValueKind == JsonValueKind.String))
            {
                var classes = list.Items().Select(item => item.Text()).ToArray();
                if (classes.Length > 0 && classes.Distinct().Count() == classes.Length)
                    return classes;
            }
        }
        return null;
    }
}
