namespace FewLabels.Sim.Core.Annotations;

/// <summary>The instance of each pixel.</summary>
/// <param name="Instances"><c>[H, W]</c>, 0 background.</param>
/// <param name="Seen">The instances that have pixels, by ascending id.</param>
public sealed record InstanceSegmentation(string Labeler, int Height, int Width, ushort[] Instances, IReadOnlyList<SegmentedInstance> Seen) : Annotation(Labeler);

/// <summary>An instance with pixels.</summary>
public readonly record struct SegmentedInstance(int InstanceId, int ClassId, int ParentId, int Pixels);
