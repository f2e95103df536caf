using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// A flat plate, such as a road sign: its front in one mesh and its back and rim in another, so that they can carry different materials. Both have levels, and change
/// them together. The picture on the front spans the outline's bounding box.
/// </summary>
/// <param name="Front">Faces −Z.</param>
/// <param name="Body">Back and rim; together with the front it is closed.</param>
public sealed record Plate(Mesh Front, Mesh Body)
{
    /// <summary>Makes the two meshes.</summary>
    /// <param name="outline">Such as <see cref="Outline.Octagon"/>, in the XY plane, metres.</param>
    /// <param name="thickness">The plate reaches half of it to the front and to the back.</param>
    /// <param name="bevel">How far the edges are cut in, metres; at most half the thickness.</param>
    /// <exception cref="ArgumentException">The outline crosses itself or bounds nothing.</exception>
    public static Plate Create(Vector2[] outline, float thickness, float bevel = 0, int bevelSegments = 1)
    {
        ExtrusionOptions options = new(thickness, bevel, bevelSegments);
        return new(
            Extrusion.Create([outline], options with { Parts = ExtrusionParts.Front }),
            Extrusion.Create([outline], options with { Parts = ExtrusionParts.Back | ExtrusionParts.Sides }));
    }
}
