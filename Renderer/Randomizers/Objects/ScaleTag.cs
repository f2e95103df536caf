namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Marks objects that a <see cref="ScaleRandomizer"/> makes larger or smaller.</summary>
public sealed class ScaleTag : RandomizerTag;
