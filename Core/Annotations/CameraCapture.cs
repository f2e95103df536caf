using System.Numerics;

namespace FewLabels.Sim.Core.Annotations;

/// <summary>The camera: a pinhole (or parallel) projection and a pose.</summary>
/// <param name="FocalX">Pixels; pixels per metre for an orthographic camera.</param>
/// <param name="CenterX">The principal point in pixels from the left edge.</param>
/// <param name="CenterY">From the top edge.</param>
/// <param name="Position">In world space.</param>
/// <param name="Rotation">From camera axes to world axes.</param>
public sealed record CameraCapture(
    string Labeler, int Width, int Height, float FocalX, float FocalY, float CenterX, float CenterY, bool Orthographic,
    float Near, float Far, Vector3 Position, Quaternion Rotation) : Annotation(Labeler);
