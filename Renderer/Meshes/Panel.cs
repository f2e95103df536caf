using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>One level line of a panel, in metres: its height, its ends, and how far its middle bulges.</summary>
public readonly record struct PanelRow(float Y, float Left, float Right, float Depth);

/// <summary>One upright line of a panel: where it runs (−1 left end, 1 right end) and how its ends leave the first and last row, in metres.</summary>
public readonly record struct PanelColumn(float U, float Bottom, float Top);

/// <summary>A sheet spanned by level rows (bottom first), bulging towards the camera (front) or away from it (back).</summary>
public static class Panel
{
    /// <summary>Adds the sheet to the mesh.</summary>
    /// <param name="side">−1 the front (towards −Z), 1 the back.</param>
    /// <param name="z">Where the sheet's edges lie.</param>
    /// <param name="roundness">The bulge is (1 − |u|^roundness)^½: 2 an ellipse, more a box.</param>
    /// <param name="edgeShade">Openness at the left and right ends; 1 in the middle.</param>
    /// <param name="reach">The power that fades the columns' ends into the sheet; more keeps them closer to the edge.</param>
    public static void Add(
        Mesh mesh, ReadOnlySpan<PanelRow> rows, ReadOnlySpan<PanelColumn> columns, float side,
        float z = 0, float roundness = 2, float edgeShade = 0.6f, float reach = 3)
    {
        Span<Vector3> points = stackalloc Vector3[rows.Length * columns.Length];
        Span<float> bulges = stackalloc float[columns.Length];
        for (var j = 0; j < columns.Length; j++)
            bulges[j] = MathF.Sqrt(MathF.Max(0, 1 - MathF.Pow(MathF.Abs(columns[j].U), roundness)));
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            var v = i / (rows.Length - 1f);
            float atTop = MathF.Pow(v, reach), atBottom = MathF.Pow(1 - v, reach);
            for (var j = 0; j < columns.Length; j++)
            {
                var column = columns[j];
                points[i * columns.Length + j] = new(
                    row.Left + (row.Right - row.Left) * (column.U + 1) * 0.5f,
                    row.Y + column.Top * atTop + column.Bottom * atBottom,
                    z + side * row.Depth * bulges[j]);
            }
        }
        Grid.Add(mesh, points, columns.Length, side, edgeShade);
    }
}
