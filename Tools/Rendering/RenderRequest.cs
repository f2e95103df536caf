using System.Globalization;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Rendering;

/// <summary>What <c>fewlabels render</c> was asked for.</summary>
/// <param name="Scenario">What the images show.</param>
/// <param name="Images">How they are made.</param>
/// <param name="Count">Of the whole dataset, all shards together.</param>
/// <param name="Folder">Where it goes.</param>
/// <param name="Format">One of <see cref="Core.Datasets.Writers.DatasetWriters.Formats"/>.</param>
/// <param name="Shard">Which part of it this session makes, from 1.</param>
/// <param name="Shards">Of how many.</param>
/// <param name="Resume">Go on with what the folder holds.</param>
/// <param name="SkipErrors">Leave out images that can't be made, instead of ending.</param>
internal sealed record RenderRequest(
    ScenarioRequest Scenario, ImageOptions Images, long Count, string Folder, string Format, int Shard, int Shards, bool Resume, bool SkipErrors)
{
    /// <summary>The shard's first index. Shards are runs of neighbours; together they are the whole, image by image.</summary>
    public long First => Count * (Shard - 1) / Shards;

    /// <summary>The index after its last.</summary>
    public long End => Count * Shard / Shards;

    /// <summary>The command that makes the same dataset again. Folders of this machine and what depends on the session are left out.</summary>
    public string Command
    {
        get
        {
            string[] words =
            [
                "fewlabels", "render", Scenario.Name, "--count", Number(Count), "--size", $"{Number(Images.Width)}x{Number(Images.Height)}", "--seed", Number(Images.Seed), "--format", Format,
                .. Images.Steps > 1 ? ["--steps", Number(Images.Steps)] : Array.Empty<string>(),
                .. Images.Labelers is { } labelers ? ["--labelers", string.Join(',', labelers)] : Array.Empty<string>(),
                .. Shards > 1 ? ["--shard", $"{Number(Shard)}/{Number(Shards)}"] : Array.Empty<string>(),
                .. Scenario.Catalog.Plugins.SelectMany(plugin => new[] { "--plugin", Path.GetFileName(plugin) }),
                .. Scenario.Changes.SelectMany(change => new[] { "--set", $"{change.Path}={change.Value}" }),
                "--out", "DIR",
            ];
            return string.Join(' ', words.Select(Quote));
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // For a shell, where it needs quotes.
    private static string Quote(string word) => word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=,".Contains(c, StringComparison.Ordinal)) && word.Length > 0
        ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}

/// <summary>How images are made.</summary>
/// <param name="Labelers">Names, or "all" alone; null, all, where none were named.</param>
/// <param name="Steps">Images of a sequence; 1 for single ones.</param>
/// <param name="Workers">Threads; 0 for all cores.</param>
internal sealed record ImageOptions(int Width, int Height, long Seed, IReadOnlyList<string>? Labelers, int Steps, int Workers)
{
    public int Threads => Workers > 0 ? Workers : Environment.ProcessorCount;
}
