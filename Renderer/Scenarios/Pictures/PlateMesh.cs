using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>A sheet about the origin that faces −Z, bent about an upright axis and dented. Its picture is laid over it whole.</summary>
internal readonly struct PlateMesh(Vector2 size, float bend, float dents, KeyedStream places)
{
    private const int Cells = 6;

    private readonly Vector3[] _dents = Throw(dents, places);

    /// <summary>How far the sheet lies behind its plane at this place, metres.</summary>
    public float DepthAt(Vector2 at)
    {
        var x = at.X / size.X;
        var depth = bend * size.X * x * x;
        foreach (var dent in _dents)
        {
            var from = new Vector2(x - dent.X, at.Y / size.Y - dent.Y);
            depth += dent.Z * size.X * MathF.Exp(-12 * from.LengthSquared());
        }
        return depth;
    }

    /// <param name="back">Turned over, and so far behind.</param>
    public void Fill(Mesh mesh, bool back = false, float behind = 0)
    {
        for (var i = 0; i <= Cells; i++)
        {
            for (var j = 0; j <= Cells; j++)
            {
                var uv = new Vector2(j, i) / Cells;
                var at = new Vector2(uv.X - 0.5f, 0.5f - uv.Y) * size;
                const float step = 1e-3f;
                var slope = new Vector2(DepthAt(at + new Vector2(step, 0)) - DepthAt(at - new Vector2(step, 0)), DepthAt(at + new Vector2(0, step)) - DepthAt(at - new Vector2(0, step))) / (2 * step);
                // The front looks to −Z; where depth grows to the right it looks to the left less.
                var normal = new Vector3(slope, -1);
                mesh.AddVertex(new(at, DepthAt(at) + behind), back ? -normal : normal, uv);
            }
        }
        for (var i = 0; i < Cells; i++)
        {
            for (var j = 0; j < Cells; j++)
            {
                var a = i * (Cells + 1) + j;
                if (back)
                    mesh.AddQuad(a, a + Cells + 1, a + Cells + 2, a + 1);
                else
                    mesh.AddQuad(a, a + 1, a + Cells + 2, a + Cells + 1);
            }
        }
    }

    private static Vector3[] Throw(float depth, KeyedStream stream)
    {
        if (depth == 0)
            return [];
        var dents = new Vector3[3];
        foreach (ref var dent in dents.AsSpan())
            dent = new((float)stream.Uniform(-0.5, 0.5), (float)stream.Uniform(-0.5, 0.5), (float)stream.Uniform(-depth, depth));
        return dents;
    }
}
