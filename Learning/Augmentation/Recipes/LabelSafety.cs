using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary>
/// Which operations leave classes what they are, by what a dataset declares of them. The rules stand with the parameters of <see cref="OperationCatalog"/>: mirrors and quarter turns must be declared, and turns
/// beyond 45°, where an image comes nearer to its quarter turn than to itself. What moves, crops, tones, blurs and covers is left to the recipe.
/// </summary>
public static class LabelSafety
{
    /// <summary>The largest turn in degrees that no symmetry is needed for.</summary>
    public const double SafeTurn = 45;

    /// <summary>What in a recipe changes classes.</summary>
    public static IReadOnlyList<LabelRisk> Of(Recipe recipe, Symmetries declared) =>
    [
        .. from operation in recipe.Operations
           from parameter in operation.Kind.Parameters
           let value = operation.Values[parameter.Name]
           where !parameter.IsSafe(value, declared)
           select new LabelRisk(operation, parameter, value),
    ];

    /// <summary>The recipe as far as it leaves classes what they are: for defaults, which fit themselves to the data.</summary>
    public static Recipe Fit(Recipe recipe, Symmetries declared)
    {
        if (Of(recipe, declared) is { Count: 0 })
            return recipe;
        return recipe with
        {
            // An operation that is nothing but the risk goes; of another, the value is brought back to what is safe.
            Operations = [.. recipe.Operations.Select(operation => Of(recipe with { Operations = [operation] }, declared)
                .Aggregate((OperationChoice?)operation, (safe, risk) => operation.Kind.Parameters.Count == 1 && risk.Parameter.SafeUpTo <= 0 ? null : safe?.With(risk.Parameter.Name, risk.Parameter.SafeUpTo)))
                .OfType<OperationChoice>()],
        };
    }

    /// <summary>Refuses a recipe that somebody asked for and that changes classes.</summary>
    /// <param name="place">The file and line, or the option.</param>
    /// <param name="declare">How this dataset's symmetries are declared: what stands before them.</param>
    /// <param name="write">How a recipe is asked for in this place.</param>
    /// <exception cref="FewLabelsException">It does.</exception>
    public static void Require(Recipe recipe, Symmetries declared, string place, string declare, Func<Recipe, string> write)
    {
        if (Of(recipe, declared) is not [var risk, ..])
            return;
        throw new FewLabelsException($"{risk.What}; declared is: {SymmetryNames.Write(declared)}", place,
            $"If an image so changed keeps its class, {declare} {SymmetryNames.Write(declared | risk.Parameter.Needs)}; if not, {write(Fit(recipe, declared))}.", ExitCode.WrongUsage);
    }
}
