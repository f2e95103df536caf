using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>A lamp or the sun. A scene's first <see cref="MostLights"/> lights shine.</summary>
public sealed class Light : Component
{
    /// <summary>More would cost every pixel of every image.</summary>
    public const int MostLights = 8;

    public LightType Type { get; set; }

    /// <summary>Linear RGB.</summary>
    public Vector3 Color { get; set; } = Vector3.One;

    /// <summary>
    /// Linear strength. Directional: 1 lights a white matt surface that faces it to white. Point and spot: the same at a distance of 1 m,
    /// falling with the square of the distance.
    /// </summary>
    public float Intensity { get; set; } = 1;

    /// <summary>Metres beyond which a point or spot light fades to nothing.</summary>
    public float Range { get; set; } = 10;

    /// <summary>Full angle of a spot's cone, radians; it fades over its outer fifth.</summary>
    public float SpotAngle { get; set; } = 0.6f;

    /// <summary>How dark its shadows are, 0 (none are drawn) to 1.</summary>
    public float ShadowStrength { get; set; }

    /// <summary>How soft: radius of the filter as a share of the shadow map's side, 0 to 0.05.</summary>
    public float ShadowSoftness { get; set; } = 0.004f;

    /// <summary>Light that reaches round edges, 0 to 1: a wide lamp. Lambert's cosine becomes (cos + wrap) / (1 + wrap).</summary>
    public float Wrap { get; set; }

    public Vector3 Forward => Vector3.Normalize(Vector3.TransformNormal(Vector3.UnitZ, Transform.LocalToWorld));
}
