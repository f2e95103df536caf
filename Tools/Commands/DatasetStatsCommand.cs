using System.CommandLine;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Datasets.Stats;

namespace FewLabels.Sim.Tools.Commands;

internal static class DatasetStatsCommand
{
    private const int LeastSide = 8;
    private const int MostSide = 4096;

    public static Command Create(Terminal terminal)
    {
        var folders = new Argument<string[]>("DIR") { Description = "Datasets or folders of photos, labelled or not. Of several, each is held against the last one: name the photos last.", Arity = ArgumentArity.OneOrMore };
        var html = new Option<string?>("--html") { Description = "Write a self-contained page with every distribution, spectra, samples and duplicates.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var split = new Option<string?>("--split") { Description = "Only this split, such as train, of every dataset; all splits unless said.", HelpName = "S" };
        var format = new Option<string?>("--format") { Description = $"The format of all of them, where it is not to be found out: {string.Join(", ", DatasetReaders.Formats)}.", HelpName = "F" };
        var size = new Option<int>("--size") { Description = "Pixels are measured after shrinking larger images to this many pixels of their longer side; smaller ones are left as they are.", HelpName = "S", DefaultValueFactory = _ => new StatisticsOptions().Side };
        var strict = new Option<bool>("--strict") { Description = "An image that can't be read is an error; unless said it is counted, with its reason." };
        var workers = new Option<int>("--workers") { Description = "Threads; all cores unless said.", HelpName = "W" };
        var command = new Command("stats",
            """
            What is in datasets and how they differ: classes, sizes, light, sharpness, colour, power spectrum, boxes, duplicates.
            'apart' is how far a statistic must be moved to become that of the last dataset, in units of the last one's own spread; 'chance' is the same
            between its own two halves.

            Example: fewlabels dataset stats renders photos --html gap.html
            """)
        { folders, html, json, split, format, size, strict, workers };
        command.SetAction((parsed, cancellation) =>
        {
            var side = DatasetCommand.InRange(parsed.GetValue(size), LeastSide, MostSide, size.Name);
            var request = new StatsRequest(parsed.GetValue(folders)!, parsed.GetValue(split), parsed.GetValue(format),
                new() { Side = side, Strict = parsed.GetValue(strict), Workers = DatasetCommand.InRange(parsed.GetValue(workers), 0, 256, workers.Name) });
            DatasetCommand.RefuseTwice(request.Paths);
            var report = StatsRun.Measure(request, terminal, cancellation);
            if (parsed.GetValue(html) is { } file)
            {
                StatsPage.Write(report, file, cancellation);
                terminal.Errors.WriteLine($"Page: {file}");
            }
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(StatsData.ForScripts(report));
            else
                StatsTable.Write(report, terminal.Tables());
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
