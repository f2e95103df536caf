using System.Text.RegularExpressions;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Merging;

/// <summary>A part of a dataset of ours, as its card tells it.</summary>
internal sealed partial class ShardFolder
{
    private const string SetAsideFile = "rejected.json";

    /// <exception cref="FewLabelsException">There is no finished dataset of ours, or its card is damaged.</exception>
    public ShardFolder(string path)
    {
        Path = path;
        var file = System.IO.Path.Combine(path, DatasetCard.FileName);
        if (!Directory.Exists(path))
            throw new FewLabelsException("There is no shard here", path, "Check the path: it must be the folder of a shard.");
        if (!File.Exists(file))
            throw new FewLabelsException("The folder holds no dataset of ours", path, $"It has no {DatasetCard.FileName}. Give the folders that 'fewlabels render --shard I/N' wrote.");
        Card = DatasetErrors.Guard(file, () => File.ReadAllBytes(file));
        var card = JsonPlace.Parse(Card, file);
        if (card.Find("results") is null || !File.Exists(System.IO.Path.Combine(path, Checksums.FileName)))
            throw new FewLabelsException("The shard is not finished", path, "Finish it first, by the command that made it and --resume.");
        Format = card.Get("format").Text();
        Plan = PlanOf(card) with { Command = CommandOf(path) };
    }

    public string Path { get; }

    public string Format { get; }

    /// <summary>The bytes of <c>dataset.json</c>.</summary>
    public ReadOnlyMemory<byte> Card { get; }

    public DatasetPlan Plan { get; }

    public long First => Plan.First;

    /// <summary>The index after its last.</summary>
    public long End => Plan.First + Plan.Count;

    /// <summary>The frames that were left out of it.</summary>
    public IReadOnlyList<SetAsideFrame> SetAside()
    {
        var file = System.IO.Path.Combine(Path, SetAsideFile);
        return !File.Exists(file) ? []
            : [.. JsonPlace.Open(file).List("frames").Select(frame => new SetAsideFrame(frame.Get("index").Whole(0, long.MaxValue), frame.Get("why").Text() == "rejected", frame.Get("reason").Text()))];
    }

    private static DatasetPlan PlanOf(JsonPlace card)
    {
        var shard = card.Get("shard");
        return new()
        {
            Producer = card.Get("producer").Text(),
            Scenario = card.Get("scenario").Text(),
            ConvertedFrom = card.Find("converted-from")?.Text(),
            Seed = card.Get("seed").Whole(long.MinValue, long.MaxValue),
            Width = card.Get("width").Int(0, int.MaxValue),
            Height = card.Get("height").Int(0, int.MaxValue),
            Steps = card.Get("steps").Int(1, int.MaxValue),
            StepSeconds = card.Get("step-seconds").Float(),
            Set = Words(card, "set"),
            Classes = Words(card, "classes"),
            Labelers = Words(card, "labelers"),
            Randomizers = Words(card, "randomizers"),
            Parameters = [.. card.Get("parameters").Members().Select(member => new PlannedValue(member.Name, member.Value.Text()))],
            Columns = Words(card, "draws"),
            Assets = [.. card.List("assets").Select(AssetOf)],
            SelfChecked = card.Get("results").Find("self-check") is not null,
            First = shard.Get("first").Whole(0, long.MaxValue),
            Count = shard.Get("count").Whole(0, long.MaxValue / 2),
            Shard = shard.Get("number").Int(1, int.MaxValue),
            Shards = shard.Get("of").Int(1, int.MaxValue),
            Whole = shard.Get("whole").Whole(0, long.MaxValue),
        };
    }

    private static IReadOnlyList<string> Words(JsonPlace card, string name) => [.. card.List(name).Select(word => word.Text())];

    private static Asset AssetOf(JsonPlace asset) => new(asset.Get("kind").Text(), asset.Get("path").Text(), asset.Get("files").Int(0, int.MaxValue), asset.Get("bytes").Whole(0, long.MaxValue),
        asset.Find("licence-from") is { Value.ValueKind: System.Text.Json.JsonValueKind.String } from ? new(asset.Get("licence").Text(), from.Text()) : null);

    /// <summary>The command for the whole, from the card's page: without the part that makes it a shard.</summary>
    private static string? CommandOf(string path)
    {
        var file = System.IO.Path.Combine(path, DatasetCard.ReadmeFile);
        return File.Exists(file) && Command().Match(DatasetErrors.Guard(file, () => File.ReadAllText(file))) is { Success: true } match
            ? ShardOption().Replace(match.Groups[1].Value, "") : null;
    }

    [GeneratedRegex(@"^## Made again by\n```\n(.*)\n```$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@" --shard \d+/\d+")]
    private static partial Regex ShardOption();
}
