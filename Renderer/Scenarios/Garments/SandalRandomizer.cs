using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>Sandals: a sole (flat, wedge or on a heel) and straps that leave most of the foot's place empty.</summary>
public sealed class SandalRandomizer : Randomizer
{
    private const float Length = 0.26f;
    private const int Straps = 5;

    private readonly Parameter _kind, _flatLift, _wedgeLift, _heelLift, _soleToe, _platform, _platformed, _width, _toeSpring;
    private readonly Parameter _heelTop, _heelFoot, _heelLean, _wedgeStart, _wedgeSlope, _strapCount, _ankle, _ankleHeight, _ankleWidth, _ankleCount;
    private readonly Parameter _counter, _counterHeight, _link, _linkX, _thong, _foot;
    private readonly Parameter[] _strapX = new Parameter[Straps], _strapWidth = new Parameter[Straps], _strapLean = new Parameter[Straps], _strapHeight = new Parameter[Straps];

    public SandalRandomizer()
        : base("sandal")
    {
        _kind = Declare("kind", new Choice(("flat", 0.48f), ("wedge", 0.18f), ("block", 0.15f), ("stiletto", 0.19f)));
        _flatLift = Declare("flat-lift", 0, 0.065f);
        _wedgeLift = Declare("wedge-lift", 0.02f, 0.4f);
        _heelLift = Declare("heel-lift", 0.11f, 0.59f);
        _soleToe = Declare("sole", 0.005f, 0.061f);
        _platformed = Declare("platformed", new Chance(0.35f));
        _platform = Declare("platform", 0.02f, 0.2f);
        _width = Declare("width", 0.026f, 0.046f);
        _toeSpring = Declare("toe-spring", 0, 0.039f);
        _heelTop = Declare("heel-top", 0.072f, 0.168f);
        _heelFoot = Declare("heel-foot", 0.27f, 1.23f);
        _heelLean = Declare("heel-lean", -0.04f, 0.08f);
        _wedgeStart = Declare("wedge-start", -0.52f, 0);
        _wedgeSlope = Declare("wedge-slope", 0, 0.078f);
        _strapCount = Declare("strap-count", 1, Straps + 0.99f, allowed: new(0, Straps + 0.99f));
        _ankle = Declare("ankle", new Chance(0.68f));
        _ankleCount = Declare("ankle-count", new Choice(("one", 0.86f), ("two", 0.09f), ("three", 0.05f)));
        _ankleHeight = Declare("ankle-height", 0.1f, 0.42f);
        _ankleWidth = Declare("ankle-width", 0.006f, 0.067f);
        _counter = Declare("counter", new Chance(0.55f));
        _counterHeight = Declare("counter-height", 0.06f, 0.48f);
        _link = Declare("link", new Choice(("side", 0.6f), ("front", 0.4f)));
        _linkX = Declare("link-x", -0.3f, 0.25f);
        _thong = Declare("thong", new Chance(0.3f));
        _foot = Declare("foot-height", 0.66f, 1.38f);
        for (var i = 0; i < Straps; i++)
        {
            _strapX[i] = Declare($"strap-{i + 1}-place", -0.5f, 0.5f);
            _strapWidth[i] = Declare($"strap-{i + 1}-width", new Uniform(0.01f, 0.17f));
            _strapLean[i] = Declare($"strap-{i + 1}-lean", new Normal(0.04f, 0.16f));
            _strapHeight[i] = Declare($"strap-{i + 1}-height", 0.76f, 1.24f);
        }
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.ClassId != GarmentClasses.Sandal)
            return;
        var kind = iteration.Draw(_kind);
        float toe = -Length / 2, heel = Length / 2, thick = Length * iteration.Draw(_soleToe);
        var platform = iteration.Is(_platformed) ? Length * iteration.Draw(_platform) : 0;
        var shoe = new ShoeSurface
        {
            HeelLift = Length * kind switch { 0 => iteration.Draw(_flatLift), 1 => iteration.Draw(_wedgeLift), _ => iteration.Draw(_heelLift) },
            BallX = toe + Length * 0.26f,
            HeelX = heel - Length * 0.16f,
            ToeSpring = iteration.Draw(_toeSpring),
            HalfWidth = iteration.Draw(_width),
        };
        AddSole(iteration, shoe, kind, toe, heel, thick, platform);
        AddStraps(iteration, shoe, toe);
        AddAnkle(iteration, shoe, heel);
    }

    private void AddSole(Iteration iteration, in ShoeSurface shoe, float kind, float toe, float heel, float thick, float platform)
    {
        var sole = iteration.Scene.Add("sole", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
        SoleMeshes.AddSlab(sole, shoe, toe, heel, thick + (kind == 0 ? platform * 0.5f : 0), thick + (kind == 0 ? platform * 0.6f : 0), shoe.HalfWidth);
        var ground = -thick - platform;
        if (kind == 0)
            return;
        if (platform > 0)
            SoleMeshes.AddSlab(sole, shoe, toe, toe + Length * 0.42f, thick + platform, thick + platform * 0.7f, shoe.HalfWidth);
        if (kind == 1)
        {
            SoleMeshes.AddWedge(sole, shoe, Length * iteration.Draw(_wedgeStart), heel, ground, Length * iteration.Draw(_wedgeSlope), shoe.HalfWidth);
            return;
        }
        var top = Length * iteration.Draw(_heelTop) * (kind == 3 ? 0.7f : 1);
        var foot = kind == 3 ? 0.005f : top * iteration.Draw(_heelFoot);
        SoleMeshes.AddHeel(sole, shoe, heel, ground, top, foot, Length * iteration.Draw(_heelLean), shoe.HalfWidth * 0.8f);
    }

    private void AddStraps(Iteration iteration, in ShoeSurface shoe, float toe)
    {
        var mesh = iteration.Scene.Add("body", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
        var count = (int)iteration.Draw(_strapCount);
        var foot = iteration.Draw(_foot);
        for (var i = 0; i < count; i++)
        {
            // Spread over the forefoot and instep, each shaken within its share.
            var share = (i + 0.5f + 0.7f * iteration.Draw(_strapX[i])) / count;
            var x = toe + Length * (0.12f + 0.46f * share);
            var height = FootHeight(x, toe) * foot * iteration.Draw(_strapHeight[i]);
            AddArch(mesh, shoe, x, height, Length * iteration.Draw(_strapWidth[i]), Length * iteration.Draw(_strapLean[i]));
        }
        if (!iteration.Is(_thong))
            return;
        var from = toe + Length * 0.12f;
        Span<Vector3> path = [new(from, shoe.Lift(from), 0), new(from + 0.025f, shoe.Lift(from) + 0.035f, -0.006f), new(from + 0.065f, shoe.Lift(from + 0.065f) + 0.04f, -0.02f), new(from + 0.12f, shoe.Lift(from + 0.12f), -shoe.HalfWidth)];
        Span<float> widths = [0.004f, 0.006f, 0.009f, 0.009f];
        Loft.AddAlong(mesh, path, widths, 1, 4, 0.5f);
    }

    private void AddAnkle(Iteration iteration, in ShoeSurface shoe, float heel)
    {
        var mesh = iteration.Scene.Add("strap", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
        var heelY = shoe.Lift(heel - 0.03f);
        if (iteration.Is(_counter))
            AddCounter(mesh, heel - 0.035f, heelY, Length * iteration.Draw(_counterHeight), shoe.HalfWidth * 0.95f);
        if (!iteration.Is(_ankle))
            return;
        var loops = (int)iteration.Draw(_ankleCount) + 1;
        float height = Length * iteration.Draw(_ankleHeight), half = Length * iteration.Draw(_ankleWidth);
        for (var i = 0; i < loops; i++)
            AddLoop(mesh, new(heel - 0.042f, heelY + height * (1 + 0.28f * i), 0), 0.04f, 0.03f, half, 0.22f);
        var ankle = new Vector3(heel - 0.075f, heelY + height - 0.008f, -0.022f);
        var link = iteration.Draw(_link);
        var x = link == 0 ? heel - 0.06f : Length * iteration.Draw(_linkX) - 0.03f;
        var bottom = new Vector3(x, shoe.Lift(x) + (link == 1 ? 0.045f : 0), link == 1 ? -0.012f : -shoe.HalfWidth);
        Span<Vector3> path = [bottom, 0.5f * (bottom + ankle) + new Vector3(0.004f, 0, -0.004f), ankle];
        Span<float> widths = [half * 0.9f, half * 0.8f, half * 0.8f];
        Loft.AddAlong(mesh, path, widths, 0.25f, 4, 0.8f);
    }

    private static float FootHeight(float x, float toe)
    {
        var t = (x - toe) / Length;
        return 0.02f + 0.1f * t * Math.Min(1, t * 2.2f);
    }

    /// <summary>A band over the foot from one edge of the sole to the other.</summary>
    private static void AddArch(Mesh mesh, in ShoeSurface shoe, float x, float height, float halfWidth, float lean)
    {
        const int rings = 7;
        Span<LoftRing> loft = stackalloc LoftRing[rings];
        var ground = shoe.Lift(x);
        for (var i = 0; i < rings; i++)
        {
            var (sine, cosine) = MathF.SinCos(MathF.PI * i / (rings - 1f));
            var center = new Vector3(x + lean * sine, ground + height * sine, -shoe.HalfWidth * cosine);
            var outward = Vector3.Normalize(new(0, sine * shoe.HalfWidth, -cosine * height));
            loft[i] = new(center, new(halfWidth, 0.15f * halfWidth, 0), outward * 0.0018f, i * 0.01f);
        }
        Loft.Add(mesh, loft, 4, 1);
    }

    private static void AddLoop(Mesh mesh, Vector3 center, float radiusX, float radiusZ, float half, float tilt)
    {
        const int rings = 11;
        Span<LoftRing> loft = stackalloc LoftRing[rings];
        for (var i = 0; i < rings; i++)
        {
            var (sine, cosine) = MathF.SinCos(MathF.Tau * i / (rings - 1f));
            var at = center + new Vector3(radiusX * cosine, -tilt * radiusX * cosine, radiusZ * sine);
            var outward = new Vector3(cosine, 0, sine);
            loft[i] = new(at, new(0, half, 0), outward * 0.0018f, i * 0.02f);
        }
        Loft.Add(mesh, loft, 4, 1);
    }

    private static void AddCounter(Mesh mesh, float x, float y, float height, float halfWidth)
    {
        Span<Vector3> points = stackalloc Vector3[7 * 3];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 7; j++)
            {
                var (sine, cosine) = MathF.SinCos((j / 6f - 0.5f) * 2.9f);
                var low = 1 - 0.75f * MathF.Abs(sine) * i / 2f;
                points[i * 7 + j] = new(x + 0.035f * cosine, y + height * i / 2f * low, halfWidth * sine * (1 - 0.12f * i));
            }
        }
        Grid.Add(mesh, points, 7, -1);
    }
}
