using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>Bags: box, tote, dome, pouch and backpack bodies with flaps, pockets, handles and long straps.</summary>
public sealed class BagRandomizer : Randomizer
{
    private readonly Parameter _aspect, _top, _roundness, _topRound, _bottomRound, _depth, _sag, _flap, _flapLength, _flapPoint, _buckle, _buckleSize;
    private readonly Parameter _handle, _handleHeight, _handleSpan, _handleWidth, _handleFlat, _double, _strapHeight, _strapSway, _pocket, _pocketHeight, _rim, _rimHeight, _proportion;

    public BagRandomizer()
        : base("bag")
    {
        _aspect = Declare("aspect", new Choice(("wide", 0.6f), ("square", 0.28f), ("tall", 0.12f)));
        _proportion = Declare("proportion", 0, 1);
        _top = Declare("top-width", new Normal(0.94f, 0.224f, 2));
        _roundness = Declare("roundness", 2, 11);
        _topRound = Declare("top-rounding", new Choice(("square", 0.6f), ("rounded", 0.27f), ("dome", 0.13f)));
        _bottomRound = Declare("bottom-rounding", 0, 0.33f);
        _depth = Declare("depth", 0.02f, 0.19f);
        _sag = Declare("sag", new Normal(0, 0.032f));
        _flap = Declare("flap", new Chance(0.42f));
        _flapLength = Declare("flap-length", 0.1f, 1);
        _flapPoint = Declare("flap-point", new Normal(0.02f, 0.112f));
        _buckle = Declare("buckle", new Chance(0.45f));
        _buckleSize = Declare("buckle-size", 0.005f, 0.055f);
        _handle = Declare("handle", new Choice(("none", 0.14f), ("arc", 0.5f), ("strap", 0.22f), ("both", 0.14f)));
        _handleHeight = Declare("handle-height", 0.03f, 0.52f);
        _handleSpan = Declare("handle-span", 0.06f, 0.86f);
        _handleWidth = Declare("handle-width", 0.006f, 0.022f);
        _handleFlat = Declare("handle-squareness", 0, 1);
        _double = Declare("double-handle", new Chance(0.6f));
        _strapHeight = Declare("strap-height", new Choice(("above", 0.55f), ("sides", 0.45f)));
        _strapSway = Declare("strap-sway", -0.24f, 0.24f);
        _pocket = Declare("front-pocket", new Chance(0.3f));
        _pocketHeight = Declare("front-pocket-height", 0.16f, 0.64f);
        _rim = Declare("rim", new Chance(0.35f));
        _rimHeight = Declare("rim-height", 0.008f, 0.072f);
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.ClassId != GarmentClasses.Bag)
            return;
        const float half = 0.2f;
        var place = iteration.Draw(_proportion);
        var height = half * iteration.Draw(_aspect) switch { 0 => 0.8f + 0.55f * place, 1 => 1.35f + 0.55f * place, _ => 1.9f + 0.6f * place };
        var topHalf = half * iteration.Draw(_top);
        float depth = iteration.Draw(_depth), roundness = iteration.Draw(_roundness);
        var body = iteration.Scene.Add("body", iteration.Subject).GetComponent<MeshRenderer>()!;
        Span<PanelRow> rows = stackalloc PanelRow[9];
        Span<PanelColumn> columns = stackalloc PanelColumn[11];
        FillRows(rows, iteration, half, topHalf, height, depth);
        var sag = iteration.Draw(_sag);
        for (var j = 0; j < columns.Length; j++)
        {
            var u = j / 5f - 1;
            u = MathF.Sign(u) * MathF.Pow(MathF.Abs(u), 0.7f);
            columns[j] = new(u, -sag * (1 - u * u), -sag * (1 - u * u));
        }
        Panel.Add(body.Mesh, rows, columns, -1, roundness: roundness);
        Panel.Add(body.Mesh, rows, columns, 1, roundness: roundness);
        AddFront(iteration, ref body.Cloth(), rows, columns, height, depth, roundness);
        AddHandles(iteration, half, topHalf, height, depth);
        if (iteration.Is(_rim))
            body.Cloth().Band = new(height - iteration.Draw(_rimHeight), height + 0.1f);
        body.Cloth().PrintFrame = new(0, height * 0.5f, half * 0.4f, height * 0.2f);
    }

    private void FillRows(Span<PanelRow> rows, Iteration iteration, float half, float topHalf, float height, float depth)
    {
        var topRound = iteration.Draw(_topRound) switch { 0 => 0.04f, 1 => 0.25f, _ => 0.75f };
        var bottomRound = iteration.Draw(_bottomRound);
        for (var i = 0; i < rows.Length; i++)
        {
            // Rows crowd at both ends, where the corners turn.
            var v = 0.5f - 0.5f * MathF.Cos(MathF.PI * i / (rows.Length - 1f));
            var width = half + (topHalf - half) * v;
            width *= Corner(v / Math.Max(0.02f, bottomRound)) * Corner((1 - v) / topRound);
            rows[i] = new(v * height, -width, width, depth * (0.55f + 0.45f * (1 - v)) * Corner(v / 0.2f));
        }
    }

    /// <summary>A quarter of a superellipse: 1 well inside, 0.35 at the end, so that no row is without width.</summary>
    private static float Corner(float inside)
    {
        var x = 1 - Math.Clamp(inside, 0, 1);
        return 0.35f + 0.65f * MathF.Sqrt(1 - x * x * x);
    }

    private void AddFront(
        Iteration iteration, ref ClothSurface material, ReadOnlySpan<PanelRow> body, Span<PanelColumn> columns, float height, float depth, float roundness)
    {
        var flap = iteration.Is(_flap);
        var pocket = iteration.Is(_pocket);
        Span<PanelRow> rows = stackalloc PanelRow[4];
        if (flap)
        {
            var mesh = iteration.Scene.Add("flap", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
            AddOverlay(mesh, rows, body, columns, 1 - iteration.Draw(_flapLength), 1, height * iteration.Draw(_flapPoint), height, depth, roundness, 1.01f);
        }
        else if (pocket)
        {
            var mesh = iteration.Scene.Add("flap", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
            AddOverlay(mesh, rows, body, columns, 0.08f, iteration.Draw(_pocketHeight), 0, height, depth, roundness, 0.8f);
        }
        if (!iteration.Is(_buckle))
            return;
        var size = iteration.Draw(_buckleSize);
        var buckle = iteration.Scene.Add("buckle", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
        var y = flap ? height * (1 - iteration.Draw(_flapLength)) : height * 0.6f;
        Span<LoftRing> rings = stackalloc LoftRing[2];
        for (var i = 0; i < 2; i++)
            rings[i] = new(new(0, y, -depth * 1.08f - 0.012f * i), new(size, 0, 0), new(0, size * 0.8f, 0), 0);
        Loft.Add(buckle, rings, 8, 0.6f, capped: true);
    }

    private static void AddOverlay(
        Mesh mesh, Span<PanelRow> rows, ReadOnlySpan<PanelRow> body, Span<PanelColumn> columns,
        float from, float to, float point, float height, float depth, float roundness, float width)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var v = from + (to - from) * i / (rows.Length - 1f);
            var at = 0;
            while (at + 2 < body.Length && body[at + 1].Y < v * height)
                at++;
            var t = Math.Clamp((v * height - body[at].Y) / Math.Max(1e-4f, body[at + 1].Y - body[at].Y), 0, 1);
            var right = body[at].Right + (body[at + 1].Right - body[at].Right) * t;
            var bulge = body[at].Depth + (body[at + 1].Depth - body[at].Depth) * t;
            rows[i] = new(v * height, -right * width, right * width, bulge + 0.01f);
        }
        for (var j = 0; j < columns.Length; j++)
            columns[j] = columns[j] with { Bottom = -point * (1 - MathF.Abs(columns[j].U)), Top = 0 };
        Panel.Add(mesh, rows, columns, -1, z: -0.004f, roundness: roundness, edgeShade: 1, reach: 1.5f);
    }

    private void AddHandles(Iteration iteration, float half, float topHalf, float height, float depth)
    {
        var kind = iteration.Draw(_handle);
        if (kind == 0)
            return;
        var mesh = iteration.Scene.Add("handle", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
        var width = iteration.Draw(_handleWidth);
        if (kind is 1 or 3)
        {
            var span = topHalf * iteration.Draw(_handleSpan);
            var rise = 0.4f * iteration.Draw(_handleHeight) + 0.03f;
            var square = iteration.Draw(_handleFlat);
            var start = height * 0.96f;
            AddArc(mesh, span, rise, start, -depth * 0.5f, width, square, 0);
            if (iteration.Is(_double))
                AddArc(mesh, span * 0.97f, rise * 0.93f, start, depth * 0.5f, width, square, 0);
        }
        if (kind is 2 or 3)
        {
            var sway = half * iteration.Draw(_strapSway);
            if (iteration.Draw(_strapHeight) == 0)
                AddArc(mesh, topHalf * 0.93f, height * 0.3f + 0.5f * iteration.Draw(_handleHeight), height * 0.9f, 0, width * 0.6f, 0, sway);
            else
                AddArc(mesh, half * 1.1f + MathF.Abs(sway), 0.05f + 0.1f * iteration.Draw(_handleHeight), height * 0.45f, 0, width * 0.7f, 0.6f, sway * 0.2f, height * 0.5f);
        }
    }

    /// <summary>A handle from −span to span over the bag; squareness bends it from a half ellipse to a box, stem adds upright sides.</summary>
    private static void AddArc(Mesh mesh, float span, float rise, float y, float z, float width, float squareness, float sway, float stem = 0)
    {
        const int count = 13;
        Span<Vector3> path = stackalloc Vector3[count];
        Span<float> widths = stackalloc float[count];
        for (var i = 0; i < count; i++)
        {
            var (sine, cosine) = MathF.SinCos(MathF.PI * i / (count - 1f));
            var grow = 1 + squareness * 0.6f * (1 / MathF.Max(sine, MathF.Abs(cosine)) - 1);
            path[i] = new(-span * cosine * grow + sway * sine, y + (sine > 0.05f ? stem : 0) + rise * sine * grow, z);
            widths[i] = width;
        }
        Loft.AddAlong(mesh, path, widths, 0.6f, 5, 0, minimumDepth: 0.006f);
    }
}
