using System.CommandLine;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Commands;

internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("JOB.yaml") { Description = "The job file." };
        var options = new JobOptions();
        var command = new Command("run", "Do a job.\n\nExample: fewlabels run garments.yaml --set source.count=5000\nAfter a crash or Ctrl-C: fewlabels run garments.yaml --set source.count=5000 --resume") { path };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            new JobSession(terminal).Run(YamlTree.Load(parsed.GetValue(path)!), options.Read(parsed, $"run {JobRequest.Quoted(parsed.GetValue(path)!)}"), cancellation);
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
