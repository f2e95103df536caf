namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Marks objects that a <see cref="RotationRandomizer"/> turns.</summary>
public sealed class RotationTag : RandomizerTag;
