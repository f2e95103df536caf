using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>A bright patch of the environment, such as a window or a studio's soft box: a spherical Gaussian.</summary>
/// <param name="Direction">Towards it, unit length.</param>
/// <param name="Sharpness">Large for a small patch: it falls to 1/e at an angle of about √(2/sharpness) radians.</param>
/// <param name="Radiance">Linear RGB at its middle.</param>
public readonly record struct SoftBox(Vector3 Direction, float Sharpness, Vector3 Radiance);
