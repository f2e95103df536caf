using System.CommandLine;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Commands;

internal static class DemoCommand
{
    /// <summary>A tenth: the whole way in about a minute.</summary>
    private const double QuickScale = 0.1;

    public static Command Create(Terminal terminal)
    {
        var quick = new Option<bool>("--quick") { Description = "The same with a tenth of the images and steps: about a minute." };
        var options = new JobOptions();
        var command = new Command("demo", "The whole way, from rendered garments to real photos. Ends with a table and a report.\n\nExample: fewlabels demo --quick") { quick };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, quick, options, terminal, cancellation)));
        return command;
    }

    /// <summary>The job that ships.</summary>
    public static YamlTree ReadJob()
    {
        using var stream = typeof(DemoCommand).Assembly.GetManifestResourceStream("FewLabels.Sim.Tools.Demo.garments-to-photos.yaml")!;
        return YamlTree.Parse(new StreamReader(stream).ReadToEnd(), "the demo's job");
    }

    private static int Run(ParseResult parsed, Option<bool> quick, JobOptions options, Terminal terminal, CancellationToken cancellation)
    {
        var tree = ReadJob();
        if (parsed.GetValue(quick))
            tree.Scale(QuickScale);
        new JobSession(terminal).Run(tree, options.Read(parsed, parsed.GetValue(quick) ? "demo --quick" : "demo"), cancellation);
        return (int)ExitCode.Done;
    }
}
