using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>Trousers from leggings to wide legs, and a few shorts: a sheet for the hips and a tube for each leg.</summary>
public sealed class TrouserRandomizer : Randomizer
{
    private const int LegRings = 9;

    private readonly Parameter _hips, _waist, _rise, _length, _knee, _hem, _flared, _flare, _spread, _spreadUneven, _gap, _depth, _shorts, _bandHeight, _kneeBend, _step;

    public TrouserRandomizer()
        : base("trouser")
    {
        _hips = Declare("hips", 0.12f, 0.25f);
        _waist = Declare("waist", 0.64f, 1);
        _rise = Declare("rise", 0.16f, 0.36f);
        _length = Declare("length", new Choice(("full", 0.9f), ("cropped", 0.06f), ("shorts", 0.04f)));
        _shorts = Declare("shorts-length", 0.1f, 0.34f);
        _knee = Declare("knee", 0.51f, 1);
        _hem = Declare("hem", 0.32f, 1);
        _flared = Declare("flared", new Chance(0.2f));
        _flare = Declare("flare", 0.72f, 1.68f);
        _spread = Declare("spread", -0.03f, 0.075f);
        _spreadUneven = Declare("spread-uneven", new Normal(0, 0.019f));
        _gap = Declare("gap", 0, 0.016f);
        _depth = Declare("depth", 0.055f, 0.135f);
        _bandHeight = Declare("band-height", 0.008f, 0.072f);
        _kneeBend = Declare("knee-bend", new Normal(0, 0.013f));
        _step = Declare("step", new Normal(0, 0.019f));
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.ClassId != GarmentClasses.Trouser)
            return;
        float hips = iteration.Draw(_hips), rise = iteration.Draw(_rise), depth = iteration.Draw(_depth);
        var leg = iteration.Draw(_length) switch { 0 => 0.78f, 1 => 0.6f, _ => iteration.Draw(_shorts) };
        var top = leg + rise;
        var waist = hips * iteration.Draw(_waist);
        var body = iteration.Scene.Add("body", iteration.Subject).GetComponent<MeshRenderer>()!;
        AddHips(body.Mesh, hips, waist, leg, top, depth);
        var flared = iteration.Is(_flared);
        var hem = flared ? iteration.Draw(_flare) : iteration.Draw(_hem);
        var knee = flared ? Math.Min(0.85f, iteration.Draw(_knee)) : Math.Max(iteration.Draw(_knee), hem);
        for (var side = -1; side <= 1; side += 2)
            AddLeg(body.Mesh, iteration, side, hips, leg, knee, hem, depth);
        ref var material = ref body.Cloth();
        material.Band = new(top - iteration.Draw(_bandHeight), top + 0.1f);
        material.PocketCenter = new(hips * 0.55f, top - 0.09f);
        material.PlacketHalfWidth = 0.003f;
    }

    private static void AddHips(Mesh mesh, float hips, float waist, float leg, float top, float depth)
    {
        Span<PanelRow> rows = stackalloc PanelRow[5];
        var widths = new Profile([0, 0.5f, 1], [hips, hips * 0.6f + waist * 0.4f, waist]);
        for (var i = 0; i < 5; i++)
        {
            var v = i / 4f;
            var width = widths[v];
            rows[i] = new(leg - 0.004f + (top - leg) * v, -width, width, depth * (1 - 0.15f * v));
        }
        Span<PanelColumn> columns = stackalloc PanelColumn[9];
        for (var j = 0; j < 9; j++)
        {
            var u = j / 4f - 1;
            columns[j] = new(u, 0, -0.012f * (1 - u * u));
        }
        Panel.Add(mesh, rows, columns, -1);
        for (var j = 0; j < 9; j++)
            columns[j] = columns[j] with { Top = 0.004f };
        Panel.Add(mesh, rows, columns, 1);
    }

    private void AddLeg(Mesh mesh, Iteration iteration, int side, float hips, float leg, float knee, float hem, float depth)
    {
        float spread = iteration.Draw(_spread) + side * iteration.Draw(_spreadUneven), gap = iteration.Draw(_gap);
        var bend = iteration.Draw(_kneeBend);
        var hemShift = side * iteration.Draw(_step);
        var half = hips * 0.5f;
        var widths = new Profile([0, 0.45f, 0.85f, 1], [half * hem, half * knee, half * (0.55f * knee + 0.45f) * 0.98f, half]);
        Span<LoftRing> rings = stackalloc LoftRing[LegRings];
        for (var i = 0; i < LegRings; i++)
        {
            var v = i / (LegRings - 1f);
            var width = widths[v] - gap * 0.5f * (1 - v);
            // The inner seams stay together near the crotch and part below by the spread.
            var x = side * (half + (1 - v) * spread + gap * 0.5f - (half - width) * 0.6f * (1 - v)) + bend * MathF.Sin(v * MathF.PI);
            rings[i] = new(new(x, leg * v + hemShift * (1 - v) * (1 - v), 0), new(width, 0, 0), new(0, 0, depth * (0.6f + 0.35f * v) * Math.Min(1, width / half + 0.2f)), leg * v, 0.9f);
        }
        var first = mesh.VertexCount;
        Loft.Add(mesh, rings, 10);
        // The cloth of both legs goes on from the hips', so that stripes and fade meet.
        foreach (ref var vertex in mesh.Vertices[first..])
            vertex.Cloth = new(vertex.Position.X, vertex.Position.Y);
    }
}
