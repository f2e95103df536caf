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
}

/// <summary>How images are made.</summary>
/// <param name="Labelers">Names, or "all" alone; null, all, where none were named.</param>
/// <param name="Steps">Images of a sequence; 1 for single ones.</param>
/// <param name="Workers">Threads; 0 for all cores.</param>
internal sealed record ImageOptions(int Width, int Height, long Seed, IReadOnlyList<string>? Labelers, int Steps, int Workers)
{
    public int Threads => Workers > 0 ? Workers : Environment.ProcessorCount;
}
