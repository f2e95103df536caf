using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Augmentation;

/// <summary>What <c>fewlabels augment --preview</c> was asked for.</summary>
/// <param name="Catalog">Of scenarios, those of plug-ins among them.</param>
/// <param name="Images">A scenario's name, or the path of a dataset or of a tree of photos.</param>
/// <param name="Split">The dataset's split, where it has any.</param>
/// <param name="Recipes">One, whose views stand beside each image, or several with a view each.</param>
/// <param name="Count">Images.</param>
/// <param name="Views">Of each image, with one recipe.</param>
/// <param name="Size">Pixels a side.</param>
/// <param name="Channels">1 or 3; null for the scenario's own, and of files 3.</param>
/// <param name="Seed">Of the images' choice and of every draw.</param>
/// <param name="Symmetries">As declared on the command line; null where nothing is said.</param>
internal sealed record AugmentRequest(ScenarioCatalog Catalog, string Images, string Split, IReadOnlyList<Recipe> Recipes, int Count, int Views, int Size, int? Channels, int Seed, Symmetries? Symmetries);
