using System.CommandLine;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Datasets;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Commands;

internal static class RenderCommand
{
    public static Command Create(Terminal terminal)
    {
        var scenario = new Argument<string>("SCENARIO") { Description = $"One of: {string.Join(", ", Scenarios.Names)}." };
        scenario.AcceptOnlyFromAmong([.. Scenarios.Names]);
        var count = new Option<int>("--count") { Description = "How many images.", HelpName = "N", Required = true };
        var size = new Option<int>("--size") { Description = "Their side in pixels, 28 to 64.", HelpName = "S", DefaultValueFactory = _ => 28 };
        var folder = new Option<string>("--out") { Description = "An empty or new folder.", HelpName = "DIR", Required = true };
        var seed = new Option<int>("--seed") { Description = "The seed of every random draw.", HelpName = "K", DefaultValueFactory = _ => 1 };
        var command = new Command("render", "A labelled dataset: a folder of PNGs for each class, and samples.csv with every label, box and random draw.\n\nExample: fewlabels render garments --count 1000 --out garments") { scenario, count, size, folder, seed };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(count) < 1)
                throw new FewLabelsException($"{parsed.GetValue(count)} images can't be rendered", "--count", "Give a number above 0.", ExitCode.WrongUsage);
            new FolderExport(terminal).Write(Scenarios.Create(parsed.GetValue(scenario)!), parsed.GetValue(count), parsed.GetValue(size), parsed.GetValue(seed), parsed.GetValue(folder)!, cancellation);
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
