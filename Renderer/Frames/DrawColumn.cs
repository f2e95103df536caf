namespace FewLabels.Sim.Renderer.Frames;

/// <summary>One column of a draw table.</summary>
/// <param name="Name"><c>randomizer.parameter</c>.</param>
/// <param name="Choices">For a categorical draw, what 0, 1, … stand for; else null.</param>
public sealed record DrawColumn(string Name, IReadOnlyList<string>? Choices);
