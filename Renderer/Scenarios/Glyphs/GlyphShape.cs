using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>
/// A character of a face as outlines and meshes. The unit is the height of the face's tallest character of the scenario. It never changes, so that images and threads
/// share it.
/// </summary>
internal sealed class GlyphShape
{
    /// <summary>From front to back of the shared bodies.</summary>
    public const float BodyDepth = 0.25f;

    /// <summary>How far behind its object's origin a flat mesh lies.</summary>
    public const float FlatDepth = 0.001f;

    private const float Bevel = 0.025f;

    /// <param name="contours">About any point.</param>
    public GlyphShape(IReadOnlyList<Vector2[]> contours)
    {
        var box = Rect2.Around(contours);
        Center = 0.5f * (box.Min + box.Max);
        Size = box.Size;
        Contours = [.. contours.Select(ring => Array.ConvertAll(ring, point => point - Center))];
    }

    /// <summary>About the middle of their box.</summary>
    public IReadOnlyList<Vector2[]> Contours { get; }

    /// <summary>The box's middle from the character's origin on the baseline.</summary>
    public Vector2 Center { get; }

    /// <summary>The box's width and height.</summary>
    public Vector2 Size { get; }

    /// <summary>About how many bytes it takes.</summary>
    public long Bytes => 128 + Contours.Sum(ring => 32 + 8L * ring.Length);

    /// <summary>Adds its face alone, towards −Z, <see cref="FlatDepth"/>/2 before the origin.</summary>
    /// <param name="tolerance">How far the outline may be simplified.</param>
    public void AddFlat(Mesh mesh, float tolerance = 0)
    {
        ExtrusionOptions options = new(FlatDepth, Parts: ExtrusionParts.Front);
        var box = Rect2.Around(Contours);
        if (tolerance > 0 && Extrusion.Builder.Add(mesh, Contours, Vector2.Zero, 1, options, box, tolerance))
            return;
        Extrusion.Builder.Add(mesh, Contours, Vector2.Zero, 1, options, box, 0);
    }

    /// <summary>A new body of <see cref="BodyDepth"/> with coarser levels.</summary>
    public Mesh CreateBody(GlyphEdge edge) => Extrusion.Create(Contours, edge switch
    {
        GlyphEdge.Sharp => new(BodyDepth),
        GlyphEdge.Cut => new(BodyDepth, Bevel),
        _ => new(BodyDepth, 1.4f * Bevel, 2),
    });

    /// <summary>
    /// The width of the strokes: twice the area over the length of the outline, which is exact for a long stroke of one width.
    /// </summary>
    public static float Stroke(IReadOnlyList<Vector2[]> contours)
    {
        double area = 0, length = 0;
        ContourSet set = new();
        set.Load(contours, Vector2.Zero, 1, 0);
        for (var c = 0; c < set.ContourCount; c++)
        {
            var ring = set.Points[set.Contour(c)];
            area += ContourSet.Area(ring);
            for (int i = 0, before = ring.Length - 1; i < ring.Length; before = i++)
                length += Vector2.Distance(ring[before], ring[i]);
        }
        return length > 0 ? (float)(2 * area / length) : 0;
    }
}

/// <summary>The edges of a body; the names of the outcomes of <c>body.edge</c>.</summary>
internal enum GlyphEdge
{
    Sharp,
    Cut,
    Round,
}
