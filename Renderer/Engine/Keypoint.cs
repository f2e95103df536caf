namespace FewLabels.Sim.Renderer.Engine;

/// <summary>Marks its object's position as a named point of the nearest labelled object above it.</summary>
public sealed class Keypoint : Component
{
    /// <summary>Its name in the scenario's keypoint template.</summary>
    public string Label { get; set; } = "";

    /// <summary>Metres that the point may lie below the visible surface and still count as seen (Unity Perception's self-occlusion distance).</summary>
    public float SelfOcclusionDistance { get; set; } = 0.01f;
}
