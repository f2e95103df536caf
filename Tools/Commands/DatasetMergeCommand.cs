using System.CommandLine;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Merging;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Datasets;

namespace FewLabels.Sim.Tools.Commands;

internal static class DatasetMergeCommand
{
    public static Command Create(Terminal terminal)
    {
        var shards = new Argument<string[]>("SHARD") { Description = "The folders of all shards of a dataset, in any order.", Arity = ArgumentArity.OneOrMore };
        var folder = new Option<string>("--out") { Description = "A new or empty folder.", HelpName = "DIR", Required = true };
        var copy = new Option<bool>("--copy") { Description = "Copy the files; unless said they are hard links to the shards' own where the file system has such." };
        var json = new Option<bool>("--json") { Description = "Print what was merged as JSON, for scripts." };
        var command = new Command("merge",
            """
            The shards of a dataset to one, with the bytes of a dataset that was rendered in one go. Shards of other datasets, overlaps and gaps are refused.

            Example: fewlabels dataset merge shard-1 shard-2 shard-3 --out whole
            """)
        { shards, folder, copy, json };
        command.SetAction((parsed, cancellation) => Task.FromResult((int)Run(parsed.GetValue(shards)!, parsed.GetValue(folder)!, parsed.GetValue(copy), parsed.GetValue(json), terminal, cancellation)));
        return command;
    }

    private static ExitCode Run(string[] shards, string folder, bool copy, bool json, Terminal terminal, CancellationToken cancellation)
    {
        DatasetCommand.RefuseTwice(shards);
        if (shards.FirstOrDefault(shard => DatasetCommand.RealPath(shard) == DatasetCommand.RealPath(folder)) is { } same)
            throw new FewLabelsException("A shard can't be the folder that all are merged into", same, "Choose another folder with --out.", ExitCode.WrongUsage);
        var merge = new DatasetMerge(shards);
        var files = merge.Files();
        using (var progress = new DatasetProgress(terminal, "merge", files))
        {
            try
            {
                merge.Write(folder, copy, progress.At, cancellation);
            }
            catch (OperationCanceledException)
            {
                progress.Dispose();
                terminal.Errors.WriteLine($"Interrupted: nothing of {folder} was left. The same command begins anew.");
                return ExitCode.Interrupted;
            }
        }
        if (json)
            terminal.Output.WriteLine(JsonSerializer.Serialize(new { Folder = folder, merge.Format, Indices = merge.Count, Shards = shards }, DatasetCommand.Readable));
        terminal.Errors.WriteLine($"{merge.Count:N0} images of {shards.Length:N0} shards in {folder}");
        return ExitCode.Done;
    }
}
