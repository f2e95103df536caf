namespace FewLabels.Sim.Renderer.Randomizers.Backgrounds;

/// <summary>The kinds that a <see cref="BackgroundRandomizer"/> chooses among where it shows no picture; the names of its outcomes.</summary>
internal enum BackdropKind
{
    Plain,
    Gradient,
    Pattern,
    Environment,
}
