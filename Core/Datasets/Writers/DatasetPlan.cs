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

    /// <summary>The program and its version.</summary>
    public required string Producer { get; init; }

    /// <summary>The first index of this session.</summary>
    public long First { get; init; }

    /// <summary>How many indices this session is to write.</summary>
    public required long Count { get; init; }
}
