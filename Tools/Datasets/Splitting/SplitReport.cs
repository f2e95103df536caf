using System.Globalization;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Tools.Commands;
using FewLabels.Sim.Tools.Runs;

namespace FewLabels.Sim.Tools.Datasets.Splitting;

/// <summary>A split in words and numbers.</summary>
internal static class SplitReport
{
    public static void Write(SplitResult split, Terminal terminal)
    {
        var grid = new TextGrid(["class", .. split.Parts]);
        foreach (var (c, name) in split.Samples.Classes.Index())
            Row(name, part => split.Count(part, c));
        if (Enumerable.Range(0, split.Parts.Count).Any(part => split.Unclassed(part) > 0))
            Row("(none)", split.Unclassed);
        Row("all", split.Count);
        if (split.Samples.Grouped)
            Row("groups", part => split.Groups[part]);
        grid.Write(terminal.Tables());
        foreach (var note in Notes(split))
            TextGrid.Line(terminal.Tables(), note);

        void Row(string head, Func<int, int> count) => grid.Add([head, .. Enumerable.Range(0, split.Parts.Count).Select(part => count(part).ToString("N0", CultureInfo.InvariantCulture))]);
    }

    public static void WriteJson(SplitResult split, Terminal terminal) => terminal.Output.WriteLine(JsonSerializer.Serialize(new
    {
        Samples = split.Samples.Count,
        Groups = split.Samples.Grouped ? split.Samples.GroupCount : (int?)null,
        Parts = split.Parts.Select((name, part) => new
        {
            Name = name,
            Samples = split.Count(part),
            Groups = split.Samples.Grouped ? split.Groups[part] : (int?)null,
            Classes = split.Samples.Classes.Index().ToDictionary(c => c.Item, c => split.Count(part, c.Index)),
        }),
        split.Shortages,
        Leaks = split.Leaks is { } leaks ? new { Groups = leaks.SharedGroups, Images = leaks.SharedImages, leaks.Examples } : null,
    }, DatasetCommand.Readable));

    private static IEnumerable<string> Notes(SplitResult split)
    {
        foreach (var (part, name) in split.Parts.Index())
        {
            if (split.Absent(part) is { Count: > 0 } absent)
                yield return $"'{name}' has no samples of: {string.Join(", ", absent)}.";
        }
        foreach (var shortage in split.Shortages)
            yield return $"There is not a group for each label of class {shortage}.";
        foreach (var leak in split.Leaks?.Examples ?? [])
            yield return leak.SameImage
                ? $"The same image stands in two parts: {leak.Sample} ({leak.Part}) and {leak.OtherSample} ({leak.OtherPart})."
                : $"A group stands in two parts: {leak.Sample} ({leak.Part}) and {leak.OtherSample} ({leak.OtherPart}).";
        if (split.Leaks is { None: false } leaks)
            yield return $"In more parts than one: {leaks.SharedGroups:N0} groups, {leaks.SharedImages:N0} images.";
    }
}
