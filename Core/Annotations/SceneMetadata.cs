using System.Numerics;

namespace FewLabels.Sim.Core.Annotations;

/// <summary>What stood in the scene, seen or not: every labelled object's pose and every light.</summary>
public sealed record SceneMetadata(string Labeler, IReadOnlyList<InstanceMetadata> Instances, IReadOnlyList<LightMetadata> Lights) : Annotation(Labeler);

/// <summary>An object's name and pose in world space.</summary>
public readonly record struct InstanceMetadata(int InstanceId, int ClassId, int ParentId, string Name, Vector3 Position, Quaternion Rotation, Vector3 Scale);

/// <summary>A light in world space.</summary>
/// <param name="Type">"Directional", "Point" or "Spot".</param>
/// <param name="Color">Linear RGB.</param>
public readonly record struct LightMetadata(string Type, Vector3 Position, Vector3 Forward, Vector3 Color, float Intensity);
