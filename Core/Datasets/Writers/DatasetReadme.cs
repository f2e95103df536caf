using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>A dataset's page for people: what it is, how common each class is, what lies where, whose work went in, and how to make it again.</summary>
internal sealed class DatasetReadme(DatasetCard card, JournalSummary summary, IReadOnlyCollection<SetAsideFrame> setAside)
{
    // More rows than this are read by programs.
    private const int MostRows = 100;

    private readonly DatasetPlan _plan = card.Plan;
    private readonly StringBuilder _text = new();

    public override string ToString()
    {
        if (_text.Length > 0)
            return _text.ToString();
        FrontMatter();
        Opening();
        Classes();
        Files();
        Checks();
        Assets();
        Again();
        return _text.ToString();
    }

    private void FrontMatter()
    {
        Line("---");
        Line($"pretty_name: {JsonSerializer.Serialize($"{_plan.Scenario}, {Number(summary.Frames)} images")}");
        Line("task_categories:");
        if (summary.Frames > summary.WithoutClass)
            Line("- image-classification");
        if (summary.Objects > 0)
            Line("- object-detection");
        Line("size_categories:");
        Line($"- {SizeCategory(summary.Frames)}");
        Line("tags:");
        Line(_plan.ConvertedFrom is null ? "- synthetic" : "- converted");
        Line("---");
    }

    private void Opening()
    {
        Line($"# {_plan.Scenario}");
        var size = _plan is { Width: > 0, Height: > 0 } ? $" of {_plan.Width} × {_plan.Height} pixels" : "";
        var steps = _plan.Steps > 1 ? $", {_plan.Steps} steps a sequence" : "";
        Line(_plan.ConvertedFrom is null
            ? $"{Number(summary.Frames)} labelled images{size}{steps}, rendered by {_plan.Producer} from the scenario `{_plan.Scenario}` with seed {_plan.Seed.ToString(CultureInfo.InvariantCulture)}."
            : $"{Number(summary.Frames)} labelled images, converted by {_plan.Producer} from {_plan.ConvertedFrom}.");
        if (_plan.Shards > 1)
            Line($"This is shard {_plan.Shard} of {_plan.Shards}: images {Number(_plan.First)} to {Number(_plan.First + _plan.Count - 1)} of {Number(_plan.Whole ?? _plan.Count)}, counted from 0.");
        Line();
    }

    private void Classes()
    {
        if (_plan.Classes.Count == 0)
            return;
        Line("## Classes");
        Line("| class | images | share | objects |");
        Line("|---|---|---|---|");
        var labelled = Math.Max(1, summary.Frames - summary.WithoutClass);
        foreach (var name in _plan.Classes.Take(MostRows))
            Line($"| {Cell(name)} | {Number(summary.ImagesOf(name))} | {(100.0 * summary.ImagesOf(name) / labelled).ToString("0.0", CultureInfo.InvariantCulture)} % | {Number(summary.ObjectsOf(name))} |");
        if (_plan.Classes.Count > MostRows)
            Line($"| … {Number(_plan.Classes.Count - MostRows)} more, in `{DatasetCard.FileName}` | | | |");
        Line();
        if (summary.WithoutClass > 0)
            Line($"{Number(summary.WithoutClass)} images have no class of their own; their objects have.\n");
    }

    private void Files()
    {
        Line("## What lies where");
        Line($"- the format's own files: `{card.Format}`, {DatasetWriters.AboutOf(card.Format)}");
        Line($"- `{FrameJournal.FileName}`: a line an image with its file, class, 2D boxes and every random number that it was drawn by");
        Line($"- `{ParquetTables.SamplesFile}`: the same as a table, a column a number{(summary.FurtherDraws > 0 ? $"; `{ParquetTables.DrawsFile}`: the numbers of further objects, a row each" : "")}");
        Line($"- `{DatasetCard.FileName}`: what the dataset was made from, every parameter's distribution, and counts");
        if (setAside.Count > 0)
            Line("- `rejected.json`: the images that were set aside, and why");
        Line($"- `{Checksums.FileName}`: the hash of every file; `sha256sum --quiet -c {Checksums.FileName}` checks them");
        Line();
    }

    private void Checks()
    {
        if (!_plan.SelfChecked && setAside.Count == 0)
            return;
        Line("## Labels");
        if (_plan.SelfChecked)
            Line($"The labels of each image were held against the scene and against each other: {Number(card.Checked(summary, setAside))} images checked, {Number(setAside.Count(frame => frame.Rejected))} of them set aside.");
        if (setAside.Any(frame => !frame.Rejected))
            Line($"{Number(setAside.Count(frame => !frame.Rejected))} images could not be made.");
        foreach (var (reason, _, count) in DatasetCard.Reasons(setAside))
            Line($"- {Number(count)} × {Plain(reason)}");
        Line();
    }

    private void Assets()
    {
        Line("## Whose work went in");
        if (_plan.Assets.Count == 0)
        {
            Line(_plan.ConvertedFrom is null ? "None but the program's: the scenario loaded no fonts, pictures or models." : "See the dataset that this was converted from.");
            Line();
            return;
        }
        Line("| what | from | files | licence | it stands in |");
        Line("|---|---|---|---|---|");
        // Dozens of fonts of one licence are a row.
        foreach (var group in _plan.Assets.GroupBy(asset => (asset.Kind, asset.Licence?.Text, asset.Licence?.From)).Take(MostRows))
        {
            var others = group.Count() - 1;
            Line($"| {Cell(group.Key.Kind)} | `{Cell(group.First().Path)}`{(others > 0 ? $" and {Number(others)} more, in `{DatasetCard.FileName}`" : "")} | {Number(group.Sum(asset => asset.Files))} | {Cell(group.Key.Text ?? "unknown")} | {Cell(group.Key.From ?? "")} |");
        }
        Line();
    }

    private void Again()
    {
        if (_plan.Command is null)
            return;
        Line("## Made again by");
        Line("```");
        Line(_plan.Command);
        Line("```");
    }

    // Hugging Face's steps.
    private static string SizeCategory(long count) => count switch
    {
        < 1000 => "n<1K",
        < 10_000 => "1K<n<10K",
        < 100_000 => "10K<n<100K",
        < 1_000_000 => "100K<n<1M",
        < 10_000_000 => "1M<n<10M",
        < 100_000_000 => "10M<n<100M",
        < 1_000_000_000 => "100M<n<1B",
        _ => "1B<n<10B",
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Cell(string text) => Plain(text).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Plain(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
