using FewLabels.Sim.Core.Datasets.Assets;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>What a dataset is made from. Sessions with equal plans may go on with one another's folders; first and count may differ.</summary>
public sealed record DatasetPlan
{
    public required string Scenario { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public long Seed { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Images of each index: 1 for single images, more for sequences.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Seconds from one step to the next.</summary>
    public float StepSeconds { get; init; }

    public IReadOnlyList<string> Labelers { get; init; } = [];

    /// <summary>The randomizers that are switched on.</summary>
    public IReadOnlyList<string> Randomizers { get; init; } = [];

    /// <summary>The names of the draws.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>What was set against the scenario's defaults, each <c>path=value</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Every setting and parameter of the scenario, changed or not, in the order in which it runs.</summary>
    public IReadOnlyList<PlannedValue> Parameters { get; init; } = [];

    /// <summary>The files from elsewhere that the images show.</summary>
    public IReadOnlyList<Asset> Assets { get; init; } = [];

    /// <summary>The program and its version.</summary>
    public required string Producer { get; init; }

    /// <summary>The format and name of the dataset that it was converted from; null for renders.</summary>
    public string? ConvertedFrom { get; init; }

    /// <summary>Are each frame's labels held against each other before it is written?</summary>
    public bool SelfChecked { get; init; }

    /// <summary>The command that makes the dataset again, for its card; null where there is none.</summary>
    public string? Command { get; init; }

    /// <summary>The first index of this session.</summary>
    public long First { get; init; }

    /// <summary>How many indices this session is to write.</summary>
    public required long Count { get; init; }

    /// <summary>Which part of the whole this is, from 1.</summary>
    public int Shard { get; init; } = 1;

    /// <summary>Of how many parts.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Indices of the whole, all shards together; <see cref="Count"/> when null.</summary>
    public long? Whole { get; init; }
}

/// <summary>What a scenario's setting, parameter or switch is set to.</summary>
/// <param name="Path"><c>randomizer.parameter</c></param>
/// <param name="Value">As <c>--set</c> takes it.</param>
public sealed record PlannedValue(string Path, string Value);
