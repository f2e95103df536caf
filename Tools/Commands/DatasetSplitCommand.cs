using System.CommandLine;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Datasets.Splitting;

namespace FewLabels.Sim.Tools.Commands;

internal static class DatasetSplitCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("DIR") { Description = "A dataset of any format." };
        var parts = new Option<string?>("--parts") { Description = "Names and shares of the parts. Each has its share of every class, and all of a group.", HelpName = "train=0.8,val=0.1,test=0.1" };
        var group = new Option<string?>("--group") { Description = "What belongs together and is never torn apart: a regular expression on the sample's name, whose brackets catch the group; a column of the dataset's table (CSV, metadata.jsonl, COCO's images); or its sequences.", HelpName = "REGEX|column:NAME|sequence" };
        var perClass = new Option<int?>("--per-class") { Description = "Pick so many of each class as labelled: of the first part if there are parts, where a column marks them.", HelpName = "K" };
        var share = new Option<double?>("--labels") { Description = "The same, by a share of each class.", HelpName = "SHARE" };
        var file = new Option<string>("--out") { Description = "The file to write, CSV: name, part, class, labelled. Jobs take it as split-file and as labels.", HelpName = "FILE", Required = true };
        var seed = new Option<int>("--seed") { Description = "The seed: another one gives another split.", HelpName = "K", DefaultValueFactory = _ => 1 };
        var split = new Option<string?>("--split") { Description = "Only this split of the dataset's own; all of them together unless said.", HelpName = "S" };
        var format = new Option<string?>("--format") { Description = $"The dataset's format, where it is not to be found out: {string.Join(", ", DatasetReaders.Formats)}.", HelpName = "F" };
        var check = new Option<bool>("--check-images") { Description = "Read every image, and name those that stand in two parts byte for byte." };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var command = new Command("split",
            """
            Split a dataset into parts, or pick a few labels, into a file that can be used again. The same command writes the same bytes.
            Parts are dealt out so that each has its share of every class. Fewer labels are always among more: 4 of a class lie within the 10.

            Example: fewlabels dataset split signs --parts train=0.8,val=0.1,test=0.1 --group '(\d+)/(\d+)_' --out signs.csv
            """)
        { path, parts, group, perClass, share, file, seed, split, format, check, json };
        command.SetAction((parsed, _) =>
        {
            var request = new SplitRequest(parsed.GetValue(path)!, parsed.GetValue(file)!)
            {
                Format = parsed.GetValue(format),
                Split = parsed.GetValue(split),
                Parts = parsed.GetValue(parts) is { } text ? SplitPart.ParseAll(text, parts.Name) : [],
                Group = parsed.GetValue(group) is { } rule ? GroupRule.Parse(rule, group.Name) : null,
                Labels = Budget(parsed.GetValue(perClass), parsed.GetValue(share)),
                Seed = parsed.GetValue(seed),
                CheckImages = parsed.GetValue(check),
            };
            if (request.Parts.Count == 0 && request.Labels.IsNone)
                throw new FewLabelsException("There is nothing to split into", "dataset split", "Give --parts, --per-class or --labels.", ExitCode.WrongUsage);
            var result = SplitRun.Run(request);
            if (parsed.GetValue(json))
                SplitReport.WriteJson(result, terminal);
            else
                SplitReport.Write(result, terminal);
            terminal.Errors.WriteLine($"Split: {request.Out}");
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static LabelBudget Budget(int? perClass, double? share) => (perClass, share) switch
    {
        (null, null) => LabelBudget.None,
        ({ } count, null) when count is > 0 and <= 100_000 => LabelBudget.OfEachClass(count),
        ({ } count, null) => throw new FewLabelsException($"{count} labels of each class can't be picked", "--per-class", "Give a number from 1 to 100,000.", ExitCode.WrongUsage),
        (null, (> 0 and <= 1) and var part) => LabelBudget.OfShare(part),
        (null, _) => throw new FewLabelsException("That is no share", "--labels", "Give a number above 0 and up to 1, such as 0.01; for a number of each class there is --per-class.", ExitCode.WrongUsage),
        _ => throw new FewLabelsException("--per-class and --labels both say how many are picked", "--labels", "Give one of them.", ExitCode.WrongUsage),
    };
}
