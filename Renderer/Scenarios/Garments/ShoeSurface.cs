using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>
/// The upper of a closed shoe seen from its side, toe towards −X, over a sole at height 0: every level line runs from the front
/// contour to the back contour and bulges to both sides. Lengths in metres.
/// </summary>
internal ref struct ShoeSurface
{
    /// <summary>Contours: heights as shares of <see cref="Height"/>, and where the front and back lie at them.</summary>
    public ReadOnlySpan<float> FrontAt, FrontX, BackAt, BackX;

    public float Height, HalfWidth, TopHalfWidth, TopDip, TopSlant;

    /// <summary>The heel's lift, and where it begins and ends.</summary>
    public float HeelLift, BallX, HeelX, ToeSpring;

    /// <summary>How much the foot is raised at x by the heel (and by a sole that curves up at the toe).</summary>
    public readonly float Lift(float x)
    {
        var t = Math.Clamp((x - BallX) / (HeelX - BallX), 0, 1);
        var toe = Math.Max(0, BallX - 0.02f - x) * 9;
        return HeelLift * t * t * (3 - 2 * t) + ToeSpring * toe * toe;
    }

    /// <summary>Adds the part of the surface between these level and upright shares.</summary>
    /// <param name="slant">How far the patch leans back over its height, in u.</param>
    /// <param name="lift">Metres in front of the surface.</param>
    public readonly void AddPatch(
        Mesh mesh, float side, float u0, float u1, float v0, float v1, float slant, float lift, int columns, int rows)
    {
        Span<Vector3> points = stackalloc Vector3[columns * rows];
        var front = new Profile(FrontAt, FrontX);
        var back = new Profile(BackAt, BackX);
        for (var i = 0; i < rows; i++)
        {
            var t = i / (rows - 1f);
            var v = v0 + (v1 - v0) * t;
            float left = front[v], right = back[v];
            var half = HalfWidth + (TopHalfWidth - HalfWidth) * v;
            var atTop = v * v * v;
            for (var j = 0; j < columns; j++)
            {
                var u = u0 + (u1 - u0) * j / (columns - 1f) + slant * t;
                var x = left + (right - left) * (u + 1) * 0.5f;
                var y = v * Height + atTop * (TopSlant * u - TopDip * (1 - u * u)) + Lift(x);
                // The toe is slim: its sides come together in front of the ball.
                var slim = Math.Clamp((x - FrontX[0]) * 16, 0, 1);
                var bulge = MathF.Sqrt(Math.Max(0, 1 - u * u * u * u)) * MathF.Sqrt(slim + 0.02f);
                points[i * columns + j] = new(x, y, side * (half * bulge + lift));
            }
        }
        Grid.Add(mesh, points, columns, side, lift > 0 ? 1 : 0.85f);
    }
}
