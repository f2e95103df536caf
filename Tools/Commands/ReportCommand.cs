using System.CommandLine;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Report;
using FewLabels.Sim.Tools.Runs;

namespace FewLabels.Sim.Tools.Commands;

internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var runs = new Argument<string[]>("RUN") { Description = "Run folders; several of the same job become a mean and its spread.", Arity = ArgumentArity.OneOrMore };
        var file = new Option<string>("--out") { Description = "The page to write.", HelpName = "FILE", DefaultValueFactory = _ => "report.html" };
        var command = new Command("report", "One self-contained page from one run or several.\n\nExample: fewlabels report runs/seed-1 runs/seed-2 runs/seed-3 --out report.html") { runs, file };
        command.SetAction((parsed, cancellation) =>
        {
            var summaries = parsed.GetValue(runs)!.Select(run => Inspect.Read(run, cancellation)).ToArray();
            ReportPage.Write(summaries, parsed.GetValue(file)!);
            if (summaries.Length > 1)
                RunTable.WriteMeans(summaries, terminal.Tables());
            terminal.Errors.WriteLine($"Report: {parsed.GetValue(file)}");
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
