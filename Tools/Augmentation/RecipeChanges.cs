using System.Globalization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Augmentation.Recipes;

namespace FewLabels.Sim.Tools.Augmentation;

/// <summary>Recipes as the command line names them, and what <c>--set</c> changes of them.</summary>
internal static class RecipeChanges
{
    /// <summary>A recipe's name, or names of operations with commas between.</summary>
    /// <exception cref="FewLabelsException">There is none of this name.</exception>
    public static Recipe Parse(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var isRecipe = names.Length == 1 && (RecipeCatalog.All.Any(recipe => recipe.Name == names[0]) || OperationCatalog.All.All(kind => kind.Name != names[0]));
        return isRecipe ? RecipeCatalog.Find(names[0], "--recipe")
            : new(text, "As the command line has it.", [.. names.Select(name => new OperationChoice(OperationCatalog.Find(name, "--recipe"), place: "--recipe"))]);
    }

    /// <summary>Applies <c>operation.parameter=value</c> to every operation of that name.</summary>
    /// <exception cref="FewLabelsException">The recipe has no such operation, it has no such parameter, or the value is out of range.</exception>
    public static Recipe Set(Recipe recipe, string assignment)
    {
        var place = $"--set {assignment}";
        var sides = assignment.Split('=', 2);
        var path = sides[0].Split('.', 2);
        if (sides.Length != 2 || path.Length != 2 || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw new FewLabelsException("--set takes operation.parameter=number", place, "For example: --set cutout.size=0.25", ExitCode.WrongUsage);
        var names = recipe.Operations.Select(operation => operation.Kind.Name).Distinct().ToArray();
        if (!names.Contains(path[0]))
            throw new FewLabelsException($"'{recipe.Name}' has no operation '{path[0]}'", place,
                names.Length == 0 ? "It has none." : $"It has: {string.Join(", ", names)}{NearestName.Suggest(path[0], names)}.", ExitCode.WrongUsage);
        return recipe with { Operations = [.. recipe.Operations.Select(operation => operation.Kind.Name == path[0] ? operation.With(path[1], value, place) : operation)] };
    }
}
