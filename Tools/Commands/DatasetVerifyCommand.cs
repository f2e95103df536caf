using System.CommandLine;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Checks;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Datasets;

namespace FewLabels.Sim.Tools.Commands;

internal static class DatasetVerifyCommand
{
    /// <summary>Faults that are kept for JSON: a dataset that is wrong throughout is known to be by then.</summary>
    private const int MostKept = 1_000_000;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "A dataset of any format that can be read." };
        var json = new Option<bool>("--json") { Description = "Print every fault as JSON, for scripts." };
        var first = new Option<int>("--first") { Description = "How many faults are printed one by one; all are counted.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var split = new Option<string?>("--split") { Description = "Only this split's samples; all unless said.", HelpName = "S" };
        var format = new Option<string?>("--format") { Description = $"Its format, where it is not to be found out: {string.Join(", ", DatasetReaders.Formats)}.", HelpName = "F" };
        var command = new Command("verify",
            """
            Is a dataset what it was? Files against SHA256SUMS; each image decodes; labels are inside it, of known classes, and agree with its masks, table and card.
            Exit code 1 if anything is wrong.

            Example: fewlabels dataset verify garments
            """)
        { folder, json, first, split, format };
        command.SetAction((parsed, cancellation) => Task.FromResult((int)Run(parsed.GetValue(folder)!, parsed.GetValue(split), parsed.GetValue(format),
            DatasetCommand.InRange(parsed.GetValue(first), 0, MostKept, first.Name), parsed.GetValue(json), terminal, cancellation)));
        return command;
    }

    private static ExitCode Run(string folder, string? split, string? format, int first, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var reader = DatasetReaders.Open(folder, format, split);
        var check = new DatasetCheck(reader, whole: split is null);
        var (found, counts, files) = (new List<DatasetFault>(), new Dictionary<FaultKind, long>(), 0L);
        var sums = Directory.Exists(folder) && ChecksumCheck.IsPossible(folder);
        if (sums)
        {
            using var progress = new DatasetProgress(terminal, "hashes", Core.Datasets.Writers.Checksums.Read(folder).LongCount());
            Take(ChecksumCheck.Run(folder, done => progress.At(files = done), cancellation));
        }
        using (var progress = new DatasetProgress(terminal, "labels", DatasetCommand.Count(reader, cancellation)))
            Take(check.Run(progress.At, cancellation));
        if (check.Samples == 0)
            throw new FewLabelsException("The dataset has no images", folder, "Check the path and, with --format, what it holds.");
        if (json)
            WriteJson();
        else
            WriteWords();
        return counts.Count == 0 ? ExitCode.Done : ExitCode.Failed;

        void Take(IEnumerable<DatasetFault> faults)
        {
            foreach (var fault in faults)
            {
                counts[fault.Kind] = counts.GetValueOrDefault(fault.Kind) + 1;
                if (found.Count < (json ? MostKept : first))
                    found.Add(fault);
            }
        }

        void WriteJson() => terminal.Output.WriteLine(JsonSerializer.Serialize(
            new
            {
                Folder = folder,
                reader.Format,
                Sound = counts.Count == 0,
                check.Samples,
                HashedFiles = sums ? files : (long?)null,
                Counts = Enum.GetValues<FaultKind>().ToDictionary(Word, kind => counts.GetValueOrDefault(kind)),
                Faults = found.Select(fault => new { Kind = Word(fault.Kind), fault.Where, fault.What }),
            },
            DatasetCommand.Readable));

        void WriteWords()
        {
            foreach (var fault in found)
                terminal.Output.WriteLine($"{Word(fault.Kind),-8}{Printable.Of(fault.Where)}: {Printable.Of(fault.What)}");
            if (counts.Values.Sum() - found.Count is > 0 and var more)
                terminal.Output.WriteLine($"and {more:N0} more: --first N or --json shows them");
            var hashed = sums ? $"{files:N0} files as SHA256SUMS has them" : "no SHA256SUMS to hold files against";
            terminal.Output.WriteLine(counts.Count == 0
                ? $"Sound: {check.Samples:N0} samples of {reader.Format}, {hashed}."
                : $"Not sound: {string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Value:N0} {Word(count.Key)} {(count.Value == 1 ? "fault" : "faults")}"))} in {check.Samples:N0} samples{(sums ? $" and {files:N0} files" : "; no SHA256SUMS")}.");
        }
    }

    private static string Word(FaultKind kind) => kind.ToString().ToLowerInvariant();
}
