namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Marks objects whose hue a <see cref="HueRandomizer"/> shifts.</summary>
public sealed class HueTag : RandomizerTag;
