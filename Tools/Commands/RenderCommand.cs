using System.CommandLine;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Rendering;

namespace FewLabels.Sim.Tools.Commands;

internal static class RenderCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new RenderOptions();
        var command = new Command("render", "A labelled dataset on disk: images, every label, and every random draw.\n\nExample: fewlabels render garments --count 1000 --out garments");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult((int)Run(parsed, options, terminal, cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult parsed, RenderOptions options, Terminal terminal, CancellationToken cancellation)
    {
        if (options.IsList(parsed))
        {
            var scenario = options.Scenario(parsed).Create();
            if (options.IsJson(parsed))
                ScenarioList.WriteJson(scenario, terminal);
            else
                ScenarioList.Write(scenario, terminal);
        }
        else if (options.Preview(parsed) is { } file)
            Preview.Write(options.Scenario(parsed), options.Images(parsed), options.PreviewCount(parsed), file, terminal, cancellation);
        else
            return new DatasetRender(options.Read(parsed), terminal).Run(cancellation);
        return ExitCode.Done;
    }
}
