namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Marks objects that a <see cref="TextureRandomizer"/> covers with a picture.</summary>
public sealed class TextureTag : RandomizerTag;
