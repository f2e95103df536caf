using System.CommandLine;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Runs;

namespace FewLabels.Sim.Tools.Commands;

internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "A run's folder, or tcp://HOST:PORT of one that is going on." };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var command = new Command("inspect", "Results and domain confusion of a run, live or after.\n\nExample: fewlabels inspect runs/garments-to-photos") { run, json };
        command.SetAction((parsed, cancellation) =>
        {
            var summary = Inspect.Read(parsed.GetValue(run)!, cancellation);
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(RunJson.Write(summary));
            else
                Inspect.Write(summary, terminal.Tables());
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
