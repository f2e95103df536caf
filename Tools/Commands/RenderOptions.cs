using System.CommandLine;
using System.Globalization;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Jobs;
using FewLabels.Sim.Tools.Rendering;

namespace FewLabels.Sim.Tools.Commands;

/// <summary>The options of <c>fewlabels render</c>, read and held against each other.</summary>
internal sealed class RenderOptions
{
    private readonly Argument<string> _scenario = new("SCENARIO") { Description = $"One of: {string.Join(", ", Scenarios.Names)}; or one of a plug-in." };
    private readonly Option<long?> _count = new("--count") { Description = "How many images, of all shards together.", HelpName = "N" };
    private readonly Option<string> _size = new("--size") { Description = "Pixels: a side, or width and height.", HelpName = "S|WxH", DefaultValueFactory = _ => "28" };
    private readonly Option<string?> _out = new("--out") { Description = "An empty or new folder, or with --resume an unfinished one.", HelpName = "DIR" };
    private readonly Option<string> _format = new("--format") { Description = $"{DatasetWriters.About}. Each has a table of every draw beside it.", HelpName = string.Join('|', DatasetWriters.Formats), DefaultValueFactory = _ => FolderWriter.Format };
    private readonly Option<string?> _labelers = new("--labelers") { Description = "Which labels, with commas between; unless said all of them, or of coco and yolo those that they have a place for.", HelpName = "a,b|all" };
    private readonly Option<int> _steps = new("--steps") { Description = "Images of a sequence, for scenarios that move.", HelpName = "K", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _seed = new("--seed") { Description = "The seed of every random draw.", HelpName = "K", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _shard = new("--shard") { Description = "The I-th of N parts (1/4, 2/4, …): a run of neighbouring images. Image i is the same on any shard, and the shards together are the whole.", HelpName = "I/N", DefaultValueFactory = _ => "1/1" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with a dataset of the same command: what is there is left alone." };
    private readonly Option<int> _workers = new("--workers") { Description = "Threads; all cores unless said.", HelpName = "W" };
    private readonly Option<string> _onError = new("--on-error") { Description = "An image that can't be made ends the command (stop) or is left out and listed (skip).", HelpName = "stop|skip", DefaultValueFactory = _ => "stop" };
    private readonly PluginOption _plugins = new();
    private readonly Option<string[]> _set = new("--set") { Description = "Change a parameter: randomizer.parameter=value, the value a number, [min, max], { normal: [mean, deviation] }, one of its names or { name: weight, … }. May stand several times.", HelpName = "path=value" };
    private readonly Option<bool> _list = new("--list") { Description = "Print the scenario's parameters, and render nothing." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the list as JSON, for scripts." };
    private readonly Option<string?> _preview = new("--preview") { Description = "Render a sheet of some images, and no dataset; with --labelers, each image beside what they say of it.", HelpName = "FILE.png" };

    public void AddTo(Command command)
    {
        _format.AcceptOnlyFromAmong([.. DatasetWriters.Formats]);
        _onError.AcceptOnlyFromAmong("stop", "skip");
        command.Arguments.Add(_scenario);
        foreach (var option in new Option[] { _count, _size, _out, _format, _labelers, _steps, _seed, _shard, _resume, _workers, _onError, _plugins, _set, _list, _json, _preview })
            command.Options.Add(option);
    }

    public bool IsList(ParseResult parsed) => parsed.GetValue(_list) || parsed.GetValue(_json);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    public string? Preview(ParseResult parsed) => parsed.GetValue(_preview);

    /// <summary>Images of a preview; null for a full sheet.</summary>
    public int? PreviewCount(ParseResult parsed) => parsed.GetValue(_count) is null ? null : (int)Math.Min(Count(parsed), int.MaxValue);

    /// <exception cref="FewLabelsException">The scenario is unknown, a plug-in can't be loaded, or a parameter can't be set so.</exception>
    public ScenarioRequest Scenario(ParseResult parsed) =>
        new(_plugins.Catalog(parsed), parsed.GetValue(_scenario)!, [.. (parsed.GetValue(_set) ?? []).Select(ScenarioChanges.Parse)]);

    public ImageOptions Images(ParseResult parsed)
    {
        var (width, height) = Size(parsed.GetValue(_size)!);
        var labelers = parsed.GetValue(_labelers);
        return new(width, height, InRange(parsed, _seed, 0, int.MaxValue),
            labelers is null ? null : [.. labelers.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()],
            InRange(parsed, _steps, 1, 1000), InRange(parsed, _workers, 0, 256));
    }

    public RenderRequest Read(ParseResult parsed)
    {
        var (shard, shards) = Shard(parsed.GetValue(_shard)!);
        return new(Scenario(parsed), Images(parsed), Count(parsed), parsed.GetValue(_out) ?? throw Missing("--out", "DIR"), parsed.GetValue(_format)!,
            shard, shards, parsed.GetValue(_resume), parsed.GetValue(_onError) == "skip");
    }

    private long Count(ParseResult parsed)
    {
        var count = parsed.GetValue(_count) ?? throw Missing("--count", "N");
        return count is > 0 and <= 1_000_000_000 ? count
            : throw new FewLabelsException($"{count} images can't be rendered", "--count", "Give a number above 0 and up to 1,000,000,000.", ExitCode.WrongUsage);
    }

    private static (int Width, int Height) Size(string text)
    {
        var parts = text.Split('x', '×');
        return parts.Length <= 2 && TryNumber(parts[0], out var width) && TryNumber(parts[^1], out var height) ? (width, height)
            : throw new FewLabelsException($"'{text}' is no size", "--size", "Give a side in pixels, such as 64, or width and height, such as 640x480.", ExitCode.WrongUsage);
    }

    private static (int Shard, int Shards) Shard(string text) =>
        text.Split('/') is [var first, var second] && TryNumber(first, out var shard) && TryNumber(second, out var shards) && shard <= shards ? (shard, shards)
            : throw new FewLabelsException($"'{text}' is no shard", "--shard", "Give I/N with I from 1 to N, such as 1/4.", ExitCode.WrongUsage);

    private static bool TryNumber(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;

    private static int InRange(ParseResult parsed, Option<int> option, int min, int max) => parsed.GetValue(option) is var value && value >= min && value <= max ? value
        : throw new FewLabelsException($"{value} is out of range", option.Name, $"Give a number from {min} to {max}.", ExitCode.WrongUsage);

    private static FewLabelsException Missing(string option, string value) =>
        new($"{option} is missing", "render", $"Give {option} {value}; only --list and --preview do without.", ExitCode.WrongUsage);
}
