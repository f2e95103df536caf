using System.CommandLine;
using System.Text.Json;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Doctor;

namespace FewLabels.Sim.Tools.Commands;

internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower };

    public static Command Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var command = new Command("doctor", "What this machine has and lacks, each with its remedy. Exit code 1 if something is lacking.\n\nExample: fewlabels doctor") { json };
        command.SetAction((parsed, _) =>
        {
            var findings = Examination.All();
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(findings, Readable));
            else
                foreach (var finding in findings)
                    terminal.Output.WriteLine($"{(finding.Ok ? "ok    " : "LACKS ")} {finding.Subject}: {finding.Found}{(finding.Remedy is null ? "" : $"\n       {finding.Remedy}")}");
            return Task.FromResult((int)(findings.All(f => f.Ok) ? ExitCode.Done : ExitCode.Failed));
        });
        return command;
    }
}
