using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>A job as validated: every value is in range and every name is known.</summary>
internal sealed record Job(string Name, long Seed, SourceSpec Source, PhotosSpec Target, PhotosSpec Test, string Backbone, IReadOnlyList<ArmSpec> Arms, string Outputs);

/// <summary>Where labelled renders come from: a scenario, or a folder of images by class.</summary>
/// <param name="Scenario">How to make the scenario; null for a folder.</param>
/// <param name="Folder">Images by class; null for a scenario.</param>
/// <param name="Count">Renders to train on.</param>
/// <param name="HeldOut">Renders to measure on, never trained on.</param>
/// <param name="Size">Side in pixels.</param>
internal sealed record SourceSpec(ScenarioRequest? Scenario, string? Folder, int Count, int HeldOut, int Size);

/// <summary>Where photos come from.</summary>
/// <param name="Format">"idx" or "folder".</param>
/// <param name="Path">The folder.</param>
/// <param name="Split">"train" or "test".</param>
/// <param name="LabelsPerClass">Labelled photos a class that arms get unless they say otherwise.</param>
internal sealed record PhotosSpec(string Format, string Path, string Split, int LabelsPerClass);

/// <summary>One training of the network; arms of a job share images and differ in how they learn.</summary>
/// <param name="Name">In events and tables.</param>
/// <param name="From">The arm whose weights it starts from; null for random ones.</param>
/// <param name="LabelsPerClass">Labelled photos a class.</param>
/// <param name="Stages">In order.</param>
internal sealed record ArmSpec(string Name, string? From, int LabelsPerClass, IReadOnlyList<StageSpec> Stages);

/// <summary>One stage. Objectives hold state while they train, so a stage makes its own each time.</summary>
internal sealed record StageSpec(StageOptions Options, Func<IReadOnlyList<Objective>> MakeObjectives);
