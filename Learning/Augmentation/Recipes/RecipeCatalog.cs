using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Objectives;

namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary>The recipes that have a name.</summary>
public static class RecipeCatalog
{
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("none", "Images as they are.", []),
        new("nudge", "Weak views unless said: a shift of up to 2 pixels of 28, black coming in. Our own.", [DistortKind.Of(DistortionOptions.Nudge)]),
        new("distort", "Strong views unless said: geometry, tones, colours and Cutout together. Our own.", [DistortKind.Of(DistortionOptions.Distort)]),
        new("distort-pair", "Pairs unless said: milder than SimCLR's, crops of at least 40 % of the area. Our own.", [DistortKind.Of(DistortionOptions.DistortPair)]),
        new("fixmatch-weak", "FixMatch's weak view (Sohn et al. 2020, 2.3).", [Of("flip"), Of("shift")]),
        new("rand-augment", "FixMatch's strong view: its weak one, then RandAugment as in its official code, then Cutout.", [Of("flip"), Of("shift"), Of("rand-augment"), Of("cutout")]),
        new("auto-augment", "AutoAugment's view of CIFAR-10 (Cubuk et al. 2019, 4.1): flip and shift, a sub-policy, Cutout.", [Of("flip"), Of("shift"), Of("auto-augment"), Of("cutout")]),
        new("ct-augment", "FixMatch's strong view with CTAugment in RandAugment's place.", [Of("flip"), Of("shift"), Of("ct-augment"), Of("cutout")]),
        new("simclr", "SimCLR's pairs (Chen et al. 2020, appendix A): colours at strength 1, and blur.",
            [Of("random-resized-crop"), Of("flip"), Of("colour-jitter", ("brightness", 0.8), ("contrast", 0.8), ("saturation", 0.8), ("hue", 0.2)), Of("grey"), Of("blur")]),
        new("simclr-small", "SimCLR's pairs for images of 32 pixels (the same, appendix B.9): colours at strength ½, no blur.", [Of("random-resized-crop"), Of("flip"), Of("colour-jitter"), Of("grey")]),
    ];

    /// <summary>The recipe of a kind of view unless a job says another: what the demo was measured with.</summary>
    public static Recipe DefaultOf(ViewKind kind) => Find(kind switch { ViewKind.Strong => "distort", ViewKind.Pair => "distort-pair", _ => "nudge" });

    /// <summary>The recipe of this name.</summary>
    /// <param name="place">The file and line, or the option, for messages.</param>
    /// <exception cref="FewLabelsException">There is none.</exception>
    public static Recipe Find(string name, string place = "recipe")
    {
        var names = All.Select(recipe => recipe.Name).ToArray();
        return All.FirstOrDefault(recipe => recipe.Name == name)
            ?? throw new FewLabelsException($"There is no recipe '{name}'", place, $"One of: {string.Join(", ", names)}{NearestName.Suggest(name, names)}; or a list of operations.", ExitCode.WrongUsage);
    }

    private static OperationChoice Of(string operation, params (string Name, double Value)[] changes) =>
        new(OperationCatalog.Find(operation), changes.ToDictionary(change => change.Name, change => change.Value));
}
