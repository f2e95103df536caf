using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>Builds the sheets and tubes of a <see cref="TopShape"/>. The origin is the middle of the hem; the shoulders are at its height.</summary>
internal static class TopMeshes
{
    private const int FrontRows = 11;
    private const int BackRows = 5;

    public static void AddBody(Mesh mesh, in TopShape s)
    {
        Span<PanelRow> front = stackalloc PanelRow[FrontRows];
        Span<PanelRow> back = stackalloc PanelRow[BackRows];
        FillRows(front, s);
        FillRows(back, s);
        var neck = Math.Min(0.93f, s.Neck / s.Shoulder);
        Span<float> across = stackalloc float[] { -1, -0.5f - 0.5f * neck, -neck, -0.88f * neck, -0.62f * neck, -0.3f * neck, 0, 0.3f * neck, 0.62f * neck, 0.88f * neck, neck, 0.5f + 0.5f * neck, 1 };
        Span<PanelColumn> columns = stackalloc PanelColumn[across.Length];
        // Fronts come before backs everywhere: what lies behind then fails the depth test before it is shaded.
        if (s.OpenHem <= 0)
        {
            FillColumns(columns, across, s, neck, s.NeckFront);
            Panel.Add(mesh, front, columns, -1, edgeShade: 1 - s.GapShade);
        }
        else
        {
            AddOpenFront(mesh, front, s, neck);
        }
        FillColumns(columns, across, s, neck, s.NeckBack);
        Panel.Add(mesh, back, columns, 1);
    }

    private static void AddOpenFront(Mesh mesh, Span<PanelRow> front, in TopShape s, float neck)
    {
        // An open front: two sheets that leave a gap, wider at the hem.
        Span<float> half = stackalloc float[] { -1, -0.7f, -0.3f, 0.1f, 0.5f, 0.8f, 1 };
        Span<PanelColumn> halfColumns = stackalloc PanelColumn[half.Length];
        for (var side = -1; side <= 1; side += 2)
        {
            for (var i = 0; i < front.Length; i++)
            {
                var v = i / (FrontRows - 1f);
                var gap = s.OpenHem + (s.OpenNeck - s.OpenHem) * v;
                var row = front[i];
                front[i] = side < 0 ? row with { Right = -gap } : row with { Left = gap };
            }
            for (var j = 0; j < half.Length; j++)
            {
                var u = side < 0 ? -0.5f + half[j] * 0.5f : 0.5f + half[j] * 0.5f;
                halfColumns[j] = new(half[j], HemOffset(u, s), TopOffset(u, s, neck, s.NeckFront));
            }
            Panel.Add(mesh, front, halfColumns, -1);
            FillRows(front, s);
        }
    }

    /// <summary>How far from the middle an arm's axis begins.</summary>
    public static float ArmBegin(in TopShape s) => s.Shoulder * 0.97f + s.SleeveWidth * (s.SleeveLength > 0.6f * s.Torso ? 0.4f : 0.15f);

    public static void AddSleeve(Mesh mesh, in TopShape s, int side, float angle)
    {
        const int rings = 7;
        float shoulderX = s.Shoulder * 0.97f, shoulderY = s.Height - s.ShoulderDrop;
        Span<LoftRing> loft = stackalloc LoftRing[rings];
        // The armhole lies inside the body; the arm begins beside the shoulder and bows on its way to the cuff.
        var armhole = new Vector3(side * (shoulderX - s.SleeveWidth * 0.25f), shoulderY - s.Armhole * 0.5f, 0);
        loft[0] = new(armhole, new(0, s.Armhole * 0.5f, 0), new(0, 0, s.Armhole * 0.27f), s.SleeveLength, 0.8f);
        var begin = new Vector3(side * ArmBegin(s), shoulderY - s.SleeveWidth * 0.8f, 0);
        var arm = new Vector3(side * MathF.Sin(angle), -MathF.Cos(angle), 0);
        var outward = new Vector3(-arm.Y * side, arm.X * side, 0);
        for (var i = 1; i < rings; i++)
        {
            var t = (i - 1) / (rings - 2f);
            var direction = angle + s.Bow * MathF.Cos(MathF.PI * t) + (i == 1 ? 0.55f * (1.35f - angle) : 0);
            var upward = new Vector3(side * MathF.Cos(direction), MathF.Sin(direction), 0);
            var half = s.SleeveWidth + (s.CuffWidth - s.SleeveWidth) * t;
            var center = begin + s.SleeveLength * (arm * t + outward * (s.Bow / MathF.PI * MathF.Sin(MathF.PI * t)));
            loft[i] = new(center, upward * half, new(0, 0, half * 0.55f), s.SleeveLength * (1 - t), 0.85f + 0.15f * t);
        }
        var first = mesh.VertexCount;
        Loft.Add(mesh, loft, 8);
        foreach (ref var vertex in mesh.Vertices[first..])
        {
            // Little light comes into the gap between arm and body.
            var normalX = (sbyte)vertex.NormalAndShade / 127f * side;
            vertex.Dim(1 - s.GapShade * Math.Max(0, -normalX));
        }
    }

    public static void AddCollar(Mesh mesh, in TopShape s)
    {
        float y = s.Height, z = -s.Depth * 0.75f, size = s.CollarSize;
        switch (s.Collar)
        {
            case CollarKind.Stand:
                AddStand(mesh, s, size);
                break;
            case CollarKind.Leaves:
                AddStand(mesh, s, size * 0.5f);
                AddLeaves(mesh, s, size, y + size * 0.35f, z, s.NeckFront + size * 0.9f, s.Neck * 0.75f + size * 0.3f);
                break;
            case CollarKind.Lapels:
                AddStand(mesh, s, size * 0.35f);
                AddLeaves(mesh, s, size, y + size * 0.25f, z, s.NeckFront + size * 2.6f, s.Neck + size * 0.5f);
                break;
            case CollarKind.Hood:
                AddHood(mesh, s, size);
                break;
        }
    }

    /// <summary>Bands that hang the body on the shoulders where a top has no shoulder line.</summary>
    public static void AddStraps(Mesh mesh, in TopShape s, float width, float length, float spread)
    {
        Span<Vector3> path = stackalloc Vector3[3];
        Span<float> widths = [width, width, width];
        for (var side = -1; side <= 1; side += 2)
        {
            var x = side * s.Shoulder * 0.86f;
            path[0] = new(x, s.Height - s.ShoulderDrop - 0.02f, -s.Depth * 0.35f);
            path[1] = new(x * (1 - spread * 0.4f), s.Height + length * 0.6f, -s.Depth * 0.3f);
            path[2] = new(x * (1 - spread), s.Height + length, 0);
            Loft.AddAlong(mesh, path, widths, 0.3f, 4, 1);
        }
    }

    private static void FillRows(Span<PanelRow> rows, in TopShape s)
    {
        float armpit = s.Height - s.ShoulderDrop - s.Armhole, waist = s.Height * s.WaistAt;
        waist = Math.Min(waist, armpit * 0.9f);
        var widths = new Profile(
            [0, waist, armpit, armpit + 0.6f * s.Armhole, s.Height], [s.Hem, s.Waist, s.Chest, 0.35f * s.Chest + 0.65f * s.Shoulder, s.Shoulder]);
        for (var i = 0; i < rows.Length; i++)
        {
            var v = i / (rows.Length - 1f);
            var y = v * s.Height;
            var width = widths[y];
            var middle = s.Bend * MathF.Sin(v * MathF.PI) + s.HemSlant * (1 - v) * (1 - v);
            rows[i] = new(y, middle - width, middle + width, s.Depth * (0.75f + 0.25f * MathF.Sin(v * MathF.PI)));
        }
    }

    private static void FillColumns(Span<PanelColumn> columns, ReadOnlySpan<float> across, in TopShape s, float neck, float depth)
    {
        for (var j = 0; j < columns.Length; j++)
            columns[j] = new(across[j], HemOffset(across[j], s), TopOffset(across[j], s, neck, depth));
    }

    private static float HemOffset(float u, in TopShape s) => -s.HemCurve * (1 - u * u);

    private static float TopOffset(float u, in TopShape s, float neck, float depth)
    {
        var from = MathF.Abs(u);
        if (from >= neck - 1e-4f)
            return -s.ShoulderDrop * (from - neck) / (1.001f - neck);
        var t = from / neck;
        return -depth * s.NeckKind switch
        {
            NeckKind.Vee => 1 - t,
            NeckKind.Square => t < 0.9f ? 1 : 0.3f,
            NeckKind.Boat => 1 - t * t,
            _ => MathF.Sqrt(1 - t * t),
        };
    }

    private static void AddStand(Mesh mesh, in TopShape s, float size)
    {
        Span<LoftRing> rings = stackalloc LoftRing[3];
        for (var i = 0; i < 3; i++)
        {
            var t = i / 2f;
            var narrow = 1.02f - 0.1f * t;
            // The front of a stand lies lower than its back, as the neck's opening does.
            rings[i] = new(
                new(0, s.Height - s.NeckFront * 0.55f * (1 - 0.5f * t) + size * t * 0.9f, 0),
                new(s.Neck * narrow, 0, 0),
                new(0, s.NeckFront * 0.45f * (1 - 0.5f * t), s.Depth * 0.75f), size * t);
        }
        Loft.Add(mesh, rings, 10);
    }

    private static void AddLeaves(Mesh mesh, in TopShape s, float size, float top, float z, float reach, float spread)
    {
        for (var side = -1; side <= 1; side += 2)
        {
            Vector3 normal = new(side * 0.3f, 0.15f, -1);
            int Corner(float x, float y, float lift) =>
                mesh.AddVertex(new(side * x, y, z - lift), normal, new(side * x, y), 1);
            var neck = Corner(s.Neck * 0.95f, top, -0.02f);
            var outer = Corner(spread + size * 0.35f, top - size * 0.9f, 0.015f);
            var tip = Corner(spread * 0.8f, s.Height - reach * 0.72f, 0.03f);
            var front = Corner(0.012f, s.Height - reach * 0.9f + size * 0.3f, 0.03f);
            mesh.AddQuad(neck, outer, tip, front);
        }
    }

    private static void AddHood(Mesh mesh, in TopShape s, float size)
    {
        // A dome behind the neck whose front is open: an outer sheet, and an inner one that is seen from within.
        Span<PanelRow> rows = stackalloc PanelRow[6];
        Span<PanelColumn> columns = stackalloc PanelColumn[7];
        for (var i = 0; i < rows.Length; i++)
        {
            var v = i / 5f;
            var half = (s.Neck + size * 0.35f) * MathF.Sqrt(1 - 0.8f * v * v * v);
            rows[i] = new(s.Height - s.NeckFront * 0.8f + (size * 1.7f + s.NeckFront * 0.8f) * v, -half, half, s.Depth * 0.8f);
        }
        for (var j = 0; j < columns.Length; j++)
        {
            var u = j / 3f - 1;
            columns[j] = new(u, 0, -size * 0.5f * u * u);
        }
        Panel.Add(mesh, rows, columns, 1, s.Depth * 0.3f);
        Span<Vector3> path = stackalloc Vector3[5];
        Span<float> widths = stackalloc float[5];
        for (var side = -1; side <= 1; side += 2)
        {
            for (var i = 0; i < 5; i++)
            {
                var t = i / 4f;
                var angle = t * 1.45f;
                path[i] = new(
                    side * (s.Neck + size * 0.25f) * MathF.Sin(angle * 0.95f + 0.12f) * (t > 0.8f ? 0.96f : 1),
                    s.Height - s.NeckFront * 1.1f + (size * 1.1f + s.NeckFront * 1.1f) * t, -s.Depth * (0.85f - 0.4f * t));
                widths[i] = size * (0.28f - 0.1f * t);
            }
            Loft.AddAlong(mesh, path, widths, 0.5f, 6);
        }
    }
}
