namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Marks objects that a <see cref="MaterialRandomizer"/> gives a surface.</summary>
public sealed class MaterialTag : RandomizerTag;
