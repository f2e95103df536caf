using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>A sheet through a grid of points, with normals from the points' differences.</summary>
public static class Grid
{
    /// <param name="points">Rows from the bottom, each from left to right as seen from −Z.</param>
    /// <param name="width">Points a row, at least 2.</param>
    /// <param name="side">−1 if the sheet faces −Z, 1 if it faces +Z.</param>
    /// <param name="edgeShade">Openness at both ends of a row; 1 in its middle.</param>
    public static void Add(Mesh mesh, ReadOnlySpan<Vector3> points, int width, float side, float edgeShade = 1)
    {
        int height = points.Length / width, first = mesh.VertexCount;
        for (var i = 0; i < height; i++)
        {
            for (var j = 0; j < width; j++)
            {
                var right = points[i * width + Math.Min(j + 1, width - 1)] - points[i * width + Math.Max(j - 1, 0)];
                var up = points[Math.Min(i + 1, height - 1) * width + j] - points[Math.Max(i - 1, 0) * width + j];
                var normal = Vector3.Cross(right, up) * side;
                // At the ends the difference is one-sided and misses that a closed shape turns the corner there.
                normal = Vector3.Normalize(normal + new Vector3(0, 0, side * 1e-9f)) + new Vector3(j == 0 ? -0.7f : j == width - 1 ? 0.7f : 0, 0, 0);
                var point = points[i * width + j];
                var u = MathF.Abs(2f * j / (width - 1) - 1);
                mesh.AddVertex(point, normal, new(point.X, point.Y), 1 + (edgeShade - 1) * u * u * u);
            }
        }
        for (var i = 0; i + 1 < height; i++)
        {
            for (var j = 0; j + 1 < width; j++)
            {
                var a = first + i * width + j;
                mesh.AddQuad(a, a + width, a + width + 1, a + 1);
            }
        }
    }
}
