using System.Numerics;

namespace FewLabels.Sim.Core.Annotations;

/// <summary>Oriented boxes of the instances that are seen, in camera space.</summary>
public sealed record BoundingBoxes3D(string Labeler, IReadOnlyList<BoundingBox3D> Boxes) : Annotation(Labeler);

/// <summary>An oriented box.</summary>
/// <param name="Translation">Its centre.</param>
/// <param name="Size">Its sides along its own axes.</param>
/// <param name="Rotation">From its own axes to the camera's.</param>
/// <param name="Velocity">Of its centre, metres a second, in camera space; 0 unless the image is part of a sequence.</param>
public readonly record struct BoundingBox3D(int InstanceId, int ClassId, Vector3 Translation, Vector3 Size, Quaternion Rotation, Vector3 Velocity);
