namespace FewLabels.Sim.Core.Annotations;

/// <summary>How much of each instance is seen. Instances that are wholly outside the frame are left out.</summary>
public sealed record Occlusion(string Labeler, IReadOnlyList<InstanceOcclusion> Instances) : Annotation(Labeler);

/// <summary>Shares of an instance's silhouette, 0 to 1, by pixels of the image's grid.</summary>
/// <param name="PercentVisible">Of the part inside the frame, what nothing hides (Unity Perception's name; a share all the same).</param>
/// <param name="PercentInFrame">The part inside the frame of the whole.</param>
public readonly record struct InstanceOcclusion(int InstanceId, int ClassId, float PercentVisible, float PercentInFrame)
{
    /// <summary>The product of both: what is seen of the whole.</summary>
    public float VisibilityInFrame => PercentVisible * PercentInFrame;
}
