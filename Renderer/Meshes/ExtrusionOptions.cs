namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>Which faces of an extrusion go into a mesh, so that they can carry different materials.</summary>
[Flags]
public enum ExtrusionParts
{
    /// <summary>The face towards −Z.</summary>
    Front = 1,

    /// <summary>The face towards +Z.</summary>
    Back = 2,

    /// <summary>The walls, with their bevels.</summary>
    Sides = 4,

    All = Front | Back | Sides,
}

/// <summary>How an outline becomes a body.</summary>
/// <param name="Depth">From front to back, metres, above 0.</param>
/// <param name="Bevel">
/// How far the edges of both faces are cut in, metres; at most half the depth. Where the outline is too thin for it, the whole outline's bevel is narrowed.
/// </param>
/// <param name="BevelSegments">1 cuts the edge straight, more round it.</param>
/// <param name="SmoothAngle">Walls that turn less than this are shaded as one curve, radians.</param>
/// <param name="Parts">Which faces to make.</param>
public readonly record struct ExtrusionOptions(
    float Depth, float Bevel = 0, int BevelSegments = 1, float SmoothAngle = MathF.PI / 6, ExtrusionParts Parts = ExtrusionParts.All);
