namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// Makes its object an instance that labels tell about: the object, and all below it that carry no label of their own. Instances are
/// numbered from 1 in the order of the scene's tree; an object without a label above it is background.
/// </summary>
public sealed class Labeling : Component
{
    /// <summary>An index into the scenario's classes.</summary>
    public byte ClassId { get; set; }
}
