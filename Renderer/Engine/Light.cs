using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>A directional light; it shines along its transform's forward (+Z) axis.</summary>
public sealed class Light : Component
{
    /// <summary>Linear strength; 1 lights a white surface that faces it to white.</summary>
    public float Intensity { get; set; } = 1;

    public Vector3 Forward => Vector3.TransformNormal(Vector3.UnitZ, Transform.LocalToWorld);
}
