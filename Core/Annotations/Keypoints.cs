using System.Numerics;

namespace FewLabels.Sim.Core.Annotations;

/// <summary>The named points of each instance.</summary>
/// <param name="Template">All labels of the dataset's keypoints, in order.</param>
public sealed record Keypoints(string Labeler, IReadOnlyList<string> Template, IReadOnlyList<InstanceKeypoints> Instances) : Annotation(Labeler);

/// <summary>The points of one instance, one for each label of the template.</summary>
public sealed record InstanceKeypoints(int InstanceId, int ClassId, IReadOnlyList<KeypointLocation> Points);

/// <summary>One point.</summary>
/// <param name="X">Pixels; 0 when it is not in the image.</param>
/// <param name="Camera">In camera space, metres.</param>
/// <param name="State">As COCO and Unity Perception have it.</param>
public readonly record struct KeypointLocation(float X, float Y, Vector3 Camera, KeypointState State);

/// <summary>Can a keypoint be seen?</summary>
public enum KeypointState
{
    /// <summary>The instance has no such point, or it is outside the frame.</summary>
    Absent = 0,

    /// <summary>Inside the frame, with something before it.</summary>
    Occluded = 1,

    Visible = 2,
}
