using System.CommandLine;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Tools.Augmentation;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Commands;

internal static class AugmentCommand
{
    private const int LeastSide = 8;
    private const int MostSide = 512;

    public static Command Create(Terminal terminal)
    {
        var images = new Argument<string?>("IMAGES") { Description = $"A dataset, a folder of photos, or a scenario: {string.Join(", ", Scenarios.Names)}; or one of a plug-in.", Arity = ArgumentArity.ZeroOrOne };
        var preview = new Option<string?>("--preview") { Description = "Where the sheet goes: a row an image, itself first and then its views.", HelpName = "FILE.png" };
        var recipe = new Option<string?>("--recipe") { Description = "A recipe, or operations with commas between; unless said, a column for each recipe.", HelpName = "NAME|a,b" };
        var set = new Option<string[]>("--set") { Description = "Change a number of the recipe: operation.parameter=value. May stand several times.", HelpName = "path=value" };
        var count = new Option<int>("--count") { Description = "Images.", HelpName = "N", DefaultValueFactory = _ => 8 };
        var views = new Option<int>("--views") { Description = "Views of each image, with a recipe.", HelpName = "V", DefaultValueFactory = _ => 9 };
        var size = new Option<int>("--size") { Description = "Pixels a side, which images are brought to before.", HelpName = "S", DefaultValueFactory = _ => 32 };
        var channels = new Option<int?>("--channels") { Description = "1 (grey) or 3 (RGB); unless said, a scenario's own, and 3 of files.", HelpName = "C" };
        var seed = new Option<int>("--seed") { Description = "The seed of every random draw.", HelpName = "K", DefaultValueFactory = _ => 1 };
        var split = new Option<string>("--split") { Description = "The dataset's split, where it has any.", HelpName = "S", DefaultValueFactory = _ => "train" };
        var symmetries = new Option<string?>("--symmetries") { Description = $"What leaves the images' classes what they are: some of {string.Join(", ", SymmetryNames.All)}, with commas between. Scenarios declare theirs.", HelpName = "a,b" };
        var plugins = new PluginOption();
        var list = new Option<bool>("--list") { Description = "Print all recipes and operations with their numbers, and whether labels survive." };
        var json = new Option<bool>("--json") { Description = "Print the list as JSON, for scripts." };
        var command = new Command("augment", "What augmentation makes of images, to look at before a job trains on it.\n\nExample: fewlabels augment garments --preview views.png --recipe rand-augment")
        { images, preview, recipe, set, count, views, size, channels, seed, split, symmetries, plugins, list, json };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(json))
                AugmentList.WriteJson(terminal);
            else if (parsed.GetValue(list))
                AugmentList.Write(terminal);
            else
            {
                var shown = parsed.GetValue(images) ?? throw Missing("IMAGES");
                var file = parsed.GetValue(preview) ?? throw Missing("--preview FILE.png");
                var changes = parsed.GetValue(set) ?? [];
                var name = parsed.GetValue(recipe);
                if (name is null && changes.Length > 0)
                    throw new FewLabelsException("--set changes a recipe, and none is named", "--set", "Add --recipe.", ExitCode.WrongUsage);
                var request = new AugmentRequest(
                    plugins.Catalog(parsed),
                    shown,
                    parsed.GetValue(split)!,
                    name is null ? [.. RecipeCatalog.All.Where(one => one.Operations.Count > 0)] : [changes.Aggregate(RecipeChanges.Parse(name), RecipeChanges.Set)],
                    DatasetCommand.InRange(parsed.GetValue(count), 1, 200, count.Name),
                    DatasetCommand.InRange(parsed.GetValue(views), 1, 50, views.Name),
                    DatasetCommand.InRange(parsed.GetValue(size), LeastSide, MostSide, size.Name),
                    parsed.GetValue(channels) is null or 1 or 3 ? parsed.GetValue(channels) : throw new FewLabelsException($"{parsed.GetValue(channels)} channels are neither grey nor RGB", channels.Name, "Give 1 or 3.", ExitCode.WrongUsage),
                    DatasetCommand.InRange(parsed.GetValue(seed), 0, int.MaxValue, seed.Name),
                    parsed.GetValue(symmetries) is { } words ? SymmetryNames.Parse(words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), symmetries.Name) : null);
                AugmentSheet.Write(request, file, terminal, cancellation);
            }
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static FewLabelsException Missing(string what) => new($"{what} is missing", "augment", "Give both IMAGES and --preview FILE.png, or --list.", ExitCode.WrongUsage);
}
