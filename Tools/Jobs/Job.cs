using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>A job as validated: every value is in range and every name is known.</summary>
internal sealed record Job(string Name, long Seed, SourceSpec Source, PhotosSpec Target, DatasetSpec Test, NetworkSpec Network, IReadOnlyList<ArmSpec> Arms, string Outputs)
{
    /// <summary>Threads that make batches; 0 for half the cores. No figure depends on it.</summary>
    public int Workers { get; init; }
}

/// <summary>Where labelled renders come from: a scenario, or a dataset on disk.</summary>
/// <param name="Scenario">How to make the scenario; null for a dataset.</param>
/// <param name="Dataset">Labelled images; null for a scenario.</param>
/// <param name="Count">Renders to train on.</param>
/// <param name="HeldOut">Renders to measure on, never trained on.</param>
/// <param name="Size">Side in pixels, of renders and photos.</param>
/// <param name="Channels">1 (grey) or 3 (RGB), of renders and photos.</param>
internal sealed record SourceSpec(ScenarioRequest? Scenario, DatasetSpec? Dataset, int Count, int HeldOut, int Size, int Channels)
{
    /// <summary>Renders anew for every step, without end; <see cref="Count"/> then says nothing.</summary>
    public bool Live { get; init; }

    /// <summary>What leaves its classes what they are, and so those of the photos.</summary>
    public Symmetries Symmetries { get; init; }
}

/// <summary>Where photos come from.</summary>
/// <param name="Dataset">The photos.</param>
/// <param name="Labels">Labelled photos that arms get unless they say otherwise.</param>
internal sealed record PhotosSpec(DatasetSpec Dataset, LabelsSpec Labels);

/// <summary>Which photos are labelled.</summary>
/// <param name="Budget">How many, or which.</param>
/// <param name="Place">Where the job says so.</param>
internal sealed record LabelsSpec(LabelBudget Budget, string Place)
{
    public static LabelsSpec None { get; } = new(LabelBudget.None, "");
}

/// <summary>One training of the network; arms of a job share images and differ in how they learn.</summary>
/// <param name="Name">In events and tables.</param>
/// <param name="From">The arm whose weights it starts from; null for random ones.</param>
/// <param name="Labels">Labelled photos.</param>
/// <param name="Augmentation">What becomes of images on their way into batches.</param>
/// <param name="Stages">In order.</param>
internal sealed record ArmSpec(string Name, string? From, LabelsSpec Labels, AugmentationSpec Augmentation, IReadOnlyList<StageSpec> Stages);

/// <summary>One stage. Objectives hold state while they train, so a stage makes its own each time.</summary>
internal sealed record StageSpec(StageOptions Options, Func<IReadOnlyList<Objective>> MakeObjectives)
{
    /// <summary>The images that its objectives ask for.</summary>
    public IReadOnlyList<View> Views()
    {
        var objectives = MakeObjectives();
        foreach (var objective in objectives)
            objective.Dispose();
        return [.. objectives.SelectMany(objective => objective.Views).Distinct()];
    }
}
