using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Marks an object as one that a certain randomizer changes; see <see cref="Iteration.Query{T}"/>. Each randomizer of tagged objects has its own tag.</summary>
public abstract class RandomizerTag : Component;
