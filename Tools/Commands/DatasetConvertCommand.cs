using System.CommandLine;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Datasets.Conversion;

namespace FewLabels.Sim.Tools.Commands;

internal static class DatasetConvertCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("A") { Description = "A dataset of any format that can be read." };
        var target = new Argument<string>("B") { Description = "An empty or new folder, or with --resume an unfinished one." };
        var to = new Option<string>("--to") { Description = $"The format to write: {DatasetWriters.About}.", HelpName = "FORMAT", Required = true };
        var from = new Option<string?>("--from") { Description = $"A's format, where it is not to be found out: {string.Join(", ", DatasetReaders.Formats)}.", HelpName = "FORMAT" };
        var split = new Option<string?>("--split") { Description = "Only this split, such as train; all of them, as one, unless said.", HelpName = "S" };
        var splitFile = new Option<string?>("--split-file") { Description = "Parts by samples' names, as 'fewlabels dataset split' writes them; --split names the part.", HelpName = "FILE" };
        var resume = new Option<bool>("--resume") { Description = "Go on with an unfinished conversion by the same command: what is there is left alone." };
        var drop = new Option<bool>("--drop-labels") { Description = "Leave out labels that the format has no place for, and say how many; unless said the first of them ends the command." };
        var onError = new Option<string>("--on-error") { Description = "A sample that can't be read ends the command (stop) or is left out and listed (skip).", HelpName = "stop|skip", DefaultValueFactory = _ => "stop" };
        onError.AcceptOnlyFromAmong("stop", "skip");
        var workers = new Option<int>("--workers") { Description = "Threads; all cores unless said.", HelpName = "W" };
        var command = new Command("convert",
            """
            A dataset in another format, with every label that the format can hold. Image files keep their bytes where it can hold them.

            Example: fewlabels dataset convert garments garments-coco --to coco
            """)
        { source, target, to, from, split, splitFile, resume, drop, onError, workers };
        command.SetAction((parsed, cancellation) =>
        {
            var request = new ConvertRequest(parsed.GetValue(source)!, parsed.GetValue(target)!, parsed.GetValue(to)!, parsed.GetValue(from), parsed.GetValue(split), parsed.GetValue(splitFile), parsed.GetValue(resume),
                parsed.GetValue(drop), parsed.GetValue(onError) == "skip", DatasetCommand.InRange(parsed.GetValue(workers), 0, 256, workers.Name));
            if (!DatasetWriters.Formats.Contains(request.To))
                throw new FewLabelsException($"There is no format '{request.To}' to write", to.Name, $"One of: {string.Join(", ", DatasetWriters.Formats)}{NearestName.Suggest(request.To, DatasetWriters.Formats)}.", ExitCode.WrongUsage);
            if (request is { SplitFile: not null, Split: null })
                throw new FewLabelsException("A split file has several parts", splitFile.Name, "Name one of them with --split.", ExitCode.WrongUsage);
            RefuseInside(request);
            return Task.FromResult((int)new ConvertRun(request, terminal).Run(cancellation));
        });
        return command;
    }

    // What is written there would be read again.
    private static void RefuseInside(ConvertRequest request)
    {
        var (source, target) = (DatasetCommand.RealPath(request.Source), DatasetCommand.RealPath(request.Target));
        if (source == target)
            throw new FewLabelsException("The dataset can't be converted into itself", request.Target, "Name another folder for B.", ExitCode.WrongUsage);
        if (target.StartsWith(source + Path.DirectorySeparatorChar, StringComparison.Ordinal) || source.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new FewLabelsException("One of the folders lies in the other", request.Target, "Name a folder for B outside of A, and A outside of B.", ExitCode.WrongUsage);
    }
}
