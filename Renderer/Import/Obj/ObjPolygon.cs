using System.Numerics;

namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>Polygons as triangles: a fan where it is convex, else ears are cut off it (Meisters 1975).</summary>
internal static class ObjPolygon
{
    /// <summary>Ears cost the cube of the corners at worst; larger polygons are caps of lathes and such, which are convex.</summary>
    private const int MostCornersForEars = 256;

    /// <summary>Adds triples of corner numbers in the polygon's own direction.</summary>
    /// <param name="corners">In order, at least three; not quite flat will do.</param>
    /// <returns>False if the polygon has hollows and too many corners to fill it well.</returns>
    public static bool Fill(ReadOnlySpan<Vector3> corners, List<int> triangles)
    {
        if (corners.Length > 3)
        {
            var flat = Flat(corners);
            var hollow = IsHollow(flat);
            if (hollow && corners.Length <= MostCornersForEars)
            {
                CutEars(flat, triangles);
                return true;
            }
            Fan(corners.Length, triangles);
            return !hollow;
        }
        Fan(corners.Length, triangles);
        return true;
    }

    private static void Fan(int count, List<int> triangles)
    {
        for (var i = 1; i + 1 < count; i++)
            triangles.AddRange([0, i, i + 1]);
    }

    // Seen along the axis nearest to Newell's normal, so that it runs counter-clockwise.
    private static Vector2[] Flat(ReadOnlySpan<Vector3> corners)
    {
        var normal = Vector3.Zero;
        for (var i = 0; i < corners.Length; i++)
            normal += Vector3.Cross(corners[i] - corners[0], corners[(i + 1) % corners.Length] - corners[0]);
        var size = Vector3.Abs(normal);
        var flat = new Vector2[corners.Length];
        for (var i = 0; i < corners.Length; i++)
        {
            var (x, y, z) = (corners[i].X, corners[i].Y, corners[i].Z);
            flat[i] = size.Z >= size.X && size.Z >= size.Y ? new(normal.Z < 0 ? -x : x, y)
                : size.Y >= size.X ? new(normal.Y < 0 ? -z : z, x)
                : new(normal.X < 0 ? -y : y, z);
        }
        return flat;
    }

    private static bool IsHollow(Vector2[] flat)
    {
        for (var i = 0; i < flat.Length; i++)
        {
            if (Turn(flat[i], flat[(i + 1) % flat.Length], flat[(i + 2) % flat.Length]) < 0)
                return true;
        }
        return false;
    }

    private static void CutEars(Vector2[] flat, List<int> triangles)
    {
        var left = Enumerable.Range(0, flat.Length).ToList();
        for (var i = 0; left.Count > 3;)
        {
            // A polygon that crosses itself may have no ear; then any corner is as good.
            var at = -1;
            for (var tried = 0; tried < left.Count && at < 0; tried++, i++)
            {
                if (IsEar(flat, left, i % left.Count))
                    at = i % left.Count;
            }
            at = at < 0 ? 0 : at;
            triangles.AddRange([left[(at + left.Count - 1) % left.Count], left[at], left[(at + 1) % left.Count]]);
            left.RemoveAt(at);
        }
        triangles.AddRange(left);
    }

    private static bool IsEar(Vector2[] flat, List<int> left, int at)
    {
        int before = left[(at + left.Count - 1) % left.Count], tip = left[at], after = left[(at + 1) % left.Count];
        Vector2 a = flat[before], b = flat[tip], c = flat[after];
        if (Turn(a, b, c) <= 0)
            return false;
        foreach (var i in left)
        {
            var p = flat[i];
            // Corners that stand on the tips, as at a bridge to a hole, are not inside.
            if (i != before && i != tip && i != after && p != a && p != b && p != c && Turn(a, b, p) >= 0 && Turn(b, c, p) >= 0 && Turn(c, a, p) >= 0)
                return false;
        }
        return true;
    }

    private static float Turn(Vector2 a, Vector2 b, Vector2 c) => (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);
}
