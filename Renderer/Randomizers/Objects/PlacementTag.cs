namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Marks objects that a <see cref="PlacementRandomizer"/> puts somewhere.</summary>
public sealed class PlacementTag : RandomizerTag;
