using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Learning.Objectives;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The recipes of an arm's views.</summary>
/// <param name="Weak">Of weak views.</param>
/// <param name="Strong">Of strong views.</param>
/// <param name="Pair">Of pairs.</param>
internal sealed record AugmentationSpec(Recipe Weak, Recipe Strong, Recipe Pair)
{
    /// <summary>What was left out of a default, since the classes don't survive it; to be said where such views are made.</summary>
    public IReadOnlyDictionary<ViewKind, string> Notes { get; init; } = new Dictionary<ViewKind, string>();

    /// <summary>The defaults, as far as they leave classes of these symmetries what they are.</summary>
    public static AugmentationSpec Usual(Symmetries declared)
    {
        Recipe Fitted(ViewKind kind) => LabelSafety.Fit(RecipeCatalog.DefaultOf(kind), declared);
        return new(Fitted(ViewKind.Weak), Fitted(ViewKind.Strong), Fitted(ViewKind.Pair))
        {
            Notes = Enum.GetValues<ViewKind>().Select(kind => (kind, Risks: LabelSafety.Of(RecipeCatalog.DefaultOf(kind), declared))).Where(of => of.Risks.Count > 0)
                .ToDictionary(of => of.kind, of => $"{string.Join(", ", of.Risks.Select(risk => $"{risk.Operation.Kind.Name}.{risk.Parameter.Name}"))} is left out of '{RecipeCatalog.DefaultOf(of.kind).Name}': "
                    + $"the source declares no {SymmetryNames.Write(of.Risks.Aggregate(Symmetries.None, (all, risk) => all | risk.Parameter.Needs))} (source.symmetries)."),
        };
    }

    /// <summary>For one stage: what learns starts anew.</summary>
    public ViewAugmentation Create() => new() { Weak = Weak.Create(), Strong = Strong.Create(), Pair = Pair.Create() };

    /// <summary>With another recipe for a kind of view, which somebody asked for.</summary>
    public AugmentationSpec With(ViewKind kind, Recipe recipe)
    {
        var notes = Notes.Where(note => note.Key != kind).ToDictionary();
        return kind switch
        {
            ViewKind.Strong => this with { Strong = recipe, Notes = notes },
            ViewKind.Pair => this with { Pair = recipe, Notes = notes },
            _ => this with { Weak = recipe, Notes = notes },
        };
    }
}
