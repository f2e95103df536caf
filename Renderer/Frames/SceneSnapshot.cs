using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>What labels need to know of a scene once it has been drawn (the scene itself is used again for the next image).</summary>
public sealed class SceneSnapshot
{
    public required CameraSnapshot Camera { get; init; }

    /// <summary>Everything that was drawn; pixel value <c>k</c> of the object buffer is object <c>k − 1</c>.</summary>
    public required IReadOnlyList<DrawnObject> Objects { get; init; }

    /// <summary>The labelled objects, seen or not; instance <c>i</c> at <c>i − 1</c>.</summary>
    public required IReadOnlyList<SceneInstance> Instances { get; init; }

    public IReadOnlyList<SceneKeypoint> Keypoints { get; init; } = [];

    public IReadOnlyList<SceneLight> Lights { get; init; } = [];

    /// <summary>The image's step in its sequence, from 0, and seconds since the sequence began.</summary>
    public int Step { get; init; }

    public float Time { get; init; }
}

/// <summary>One drawn object.</summary>
/// <param name="Instance">The instance that it is part of; 0 for background.</param>
/// <param name="LocalToWorld">Row vectors.</param>
public readonly record struct DrawnObject(int Instance, Matrix4x4 LocalToWorld);

/// <summary>One labelled object.</summary>
/// <param name="Id">From 1.</param>
/// <param name="ClassId">An index into the scenario's classes.</param>
/// <param name="ParentId">The labelled object above it; 0 for none.</param>
/// <param name="Name">Its game object's name.</param>
/// <param name="LocalToWorld">Its pose; may hold scale and mirrors.</param>
/// <param name="LocalBounds">The box about all that belongs to it, in its own space.</param>
public sealed record SceneInstance(int Id, int ClassId, int ParentId, string Name, Matrix4x4 LocalToWorld, Bounds LocalBounds);

/// <summary>A named point of an instance, in world space.</summary>
public readonly record struct SceneKeypoint(int Instance, string Label, Vector3 Position, float SelfOcclusionDistance);

/// <summary>A light, for the scene's metadata.</summary>
public sealed record SceneLight(LightType Type, Vector3 Position, Vector3 Forward, Vector3 Color, float Intensity);
