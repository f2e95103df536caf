using System.Numerics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>The lists of an OBJ file that its faces refer to, and triangles from them.</summary>
internal sealed class ObjShapes
{
    public List<Vector3> Positions { get; } = [];

    /// <summary>Linear RGB; as many as positions once one is given.</summary>
    public List<Vector3> Colors { get; } = [];

    public List<Vector2> Coordinates { get; } = [];

    public List<Vector3> Normals { get; } = [];

    /// <summary>The normals of smoothing groups, by position and the corner's negative number: the mean of the faces about it by their angle there.</summary>
    public Dictionary<(int Position, int Normal), Vector3> Smooth(IEnumerable<List<ObjCorner>> all)
    {
        var sums = new Dictionary<(int, int), Vector3>();
        foreach (var corners in all)
        {
            for (var i = 0; i < corners.Count; i++)
            {
                if (corners[i].Normal >= -1)
                    continue;
                var first = i / 3 * 3;
                var here = Positions[corners[i].Position];
                Vector3 next = Positions[corners[first + (i + 1) % 3].Position], last = Positions[corners[first + (i + 2) % 3].Position];
                Vector3 toNext = next - here, toLast = last - here, face = Vector3.Cross(toNext, toLast);
                if (face == Vector3.Zero)
                    continue;
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (corners[i].Position, corners[i].Normal), out _);
                sum += Vector3.Normalize(face) * MathF.Atan2(face.Length(), Vector3.Dot(toNext, toLast));
            }
        }
        return sums;
    }
    /// <summary>One part's triangles; corners that agree in all become one vertex.</summary>
    /// <param name="smooth">As <see cref="Smooth"/> made it.</param>
    /// <param name="colors">The vertices' colours, or null if the file has none.</param>
    public Geometry Part(List<ObjCorner> corners, Dictionary<(int Position, int Normal), Vector3> smooth, out Vector3[]? colors)
    {
        var vertices = new Dictionary<ObjCorner, int>();
        List<Vector3> positions = [], normals = [];
        List<Vector2> coordinates = [];
        var tints = Colors.Count > 0 ? new List<Vector3>() : null;
        var triangles = new int[corners.Count];
        for (var i = 0; i < corners.Count; i++)
        {
            var corner = corners[i];
            // Corners of flat faces share nothing with other faces.
            if (corner.Normal != -1 && vertices.TryGetValue(corner, out triangles[i]))
                continue;
            triangles[i] = positions.Count;
            if (corner.Normal != -1)
                vertices[corner] = positions.Count;
            positions.Add(Positions[corner.Position]);
            coordinates.Add(corner.Coordinate < 0 ? Vector2.Zero : Coordinates[corner.Coordinate]);
            normals.Add(corner.Normal >= 0 ? Normals[corner.Normal] : smooth.GetValueOrDefault((corner.Position, corner.Normal)));
            tints?.Add(corner.Position < Colors.Count ? Colors[corner.Position] : Vector3.One);
        }
        colors = tints?.ToArray();
        return new([.. positions], [.. normals], [.. coordinates], triangles);
    }
}
