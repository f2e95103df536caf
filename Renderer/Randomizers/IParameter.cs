namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Something that a randomizer draws: one number (<see cref="Parameter"/>) or several at once (<see cref="VectorParameter"/>).</summary>
public interface IParameter
{
    /// <summary><c>randomizer.parameter</c>: the path of <c>--set</c>, and the start of its columns' names.</summary>
    string Path { get; }

    /// <summary>What it means, a phrase.</summary>
    string About { get; }

    /// <summary>Such as <c>m</c>, <c>deg</c>, <c>px</c>; empty for pure numbers and choices.</summary>
    string Unit { get; }

    /// <summary>The columns of the draw table that it fills.</summary>
    IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The place of its first column; a scenario sets it once.</summary>
    int Column { get; internal set; }
}
