using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// Bodies from flat outlines: letters, plates, brackets. Outlines lie in the XY plane (metres, y up) and are filled by the even-odd rule, so that a contour inside
/// another is a hole, whichever way it runs. The body reaches from −Depth/2 (front) to Depth/2. Texture: on the front the outlines' bounding box is the whole picture; on
/// the back too, seen from behind; on the walls u runs along each contour and v from front to back.
/// </summary>
public static class Extrusion
{
    // Sizes that levels are made for, in pixels; a level that saves little is left out.
    private static readonly float[] LevelDiameters = [512, 256, 128, 64, 32, 16];
    private const float WorthwhileShare = 0.75f;

    [ThreadStatic]
    private static ExtrusionBuilder? _builder;

    /// <summary>Makes a mesh of its own, with coarser levels.</summary>
    /// <param name="contours">Closed contours of at least three points each, that do not cross.</param>
    /// <exception cref="ArgumentException">The contours cross, or bound nothing.</exception>
    /// <exception cref="InvalidOperationException">The body has more than 65,536 vertices.</exception>
    public static Mesh Create(IReadOnlyList<Vector2[]> contours, in ExtrusionOptions options)
    {
        var mesh = new Mesh();
        Add(mesh, contours, options);
        var box = Rect2.Around(contours);
        AddLevels(mesh, box, options.Depth, (level, tolerance, shape) => Builder.Add(level, contours, Vector2.Zero, 1, shape, box, tolerance), options);
        return mesh;
    }

    /// <summary>Adds the body to a mesh, at its full fineness.</summary>
    /// <inheritdoc cref="Create"/>
    public static void Add(Mesh mesh, IReadOnlyList<Vector2[]> contours, in ExtrusionOptions options) =>
        Builder.Add(mesh, contours, Vector2.Zero, 1, options, Rect2.Around(contours), 0, check: true);

    internal static ExtrusionBuilder Builder => _builder ??= new();

    /// <summary>Adds levels to a mesh, each within half a pixel at its size, as long as they are worth it.</summary>
    /// <param name="add">Adds one fineness: to which mesh, within which tolerance, in which shape; false if that can't be.</param>
    internal static void AddLevels(Mesh mesh, Rect2 box, float depth, Func<Mesh, float, ExtrusionOptions, bool> add, in ExtrusionOptions options)
    {
        // Parts of one body change level together, so their sizes count as the body's.
        Bounds whole = new(new(box.Min, -0.5f * depth), new(box.Max, 0.5f * depth)), own = mesh.Bounds;
        var trial = new Mesh();
        var last = mesh.IndexCount;
        foreach (var diameter in LevelDiameters)
        {
            var tolerance = MeshLevel.PixelError * whole.Size.Length() / diameter;
            trial.Clear();
            if (!add(trial, 0.5f * tolerance, options with { BevelSegments = BevelSegments(options, 0.5f * tolerance) }))
                return;
            if (trial.IndexCount > WorthwhileShare * last)
                continue;
            last = trial.IndexCount;
            mesh.AddLevel(diameter * own.Size.Length() / whole.Size.Length()).Append(trial, Matrix4x4.Identity);
        }
    }

    // The fewest facets of the rounding within a tolerance; a round bevel stays at least a little round.
    private static int BevelSegments(in ExtrusionOptions options, float tolerance)
    {
        var segments = Math.Min(options.BevelSegments, 2);
        while (segments < options.BevelSegments && options.Bevel * (1 - MathF.Cos(MathF.PI / (4 * segments))) > tolerance)
            segments++;
        return segments;
    }
}
