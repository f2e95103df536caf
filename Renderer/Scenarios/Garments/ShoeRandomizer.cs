using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using static FewLabels.Sim.Renderer.Scenarios.Garments.GarmentClasses;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>Sneakers and ankle boots: a closed upper on a sole, with what is sewn on it.</summary>
public sealed class ShoeRandomizer : Randomizer
{
    private const float Length = 0.28f;

    private readonly Parameter _height, _highTop, _highTopHeight, _toeHeight, _vamp, _shaft, _ankle, _topDip, _topSlant, _width, _shaftLean;
    private readonly Parameter _soleToe, _soleHeel, _soleLip, _toeSpring, _heel, _blockHeight, _highHeight, _heelTop, _heelFoot, _heelLean, _heelBack;
    private readonly Parameter _laces, _laceCount, _stripes, _stripeCount, _stripeSlant, _toeCap, _counter, _cuff, _zip;

    public ShoeRandomizer()
        : base("shoe")
    {
        _height = Declare("height", new ByClass(new Uniform(0.24f, 0.46f), (AnkleBoot, new Uniform(0.34f, 0.98f))));
        _highTop = Declare("high-top", new ByClass(new Chance(0.1f), (AnkleBoot, new Chance(0))));
        _highTopHeight = Declare("high-top-height", 0.4f, 0.67f);
        _toeHeight = Declare("toe-height", new ByClass(new Uniform(0.09f, 0.24f), (AnkleBoot, new Uniform(0.12f, 0.34f))));
        _vamp = Declare("vamp", new ByClass(new Uniform(-0.27f, 0.09f), (AnkleBoot, new Uniform(-0.17f, 0.11f))));
        _shaft = Declare("shaft", new ByClass(new Uniform(0.25f, 0.53f), (AnkleBoot, new Uniform(0.35f, 0.63f))));
        _ankle = Declare("ankle", new ByClass(new Uniform(0, 0.039f), (AnkleBoot, new Uniform(0, 0.078f))));
        _topDip = Declare("top-dip", new ByClass(new Uniform(0.01f, 0.16f), (AnkleBoot, new Uniform(-0.041f, 0.071f))));
        _topSlant = Declare("top-slant", new ByClass(new Uniform(-0.13f, 0.07f), (AnkleBoot, new Uniform(-0.08f, 0.08f))));
        _width = Declare("width", 0.031f, 0.055f);
        _shaftLean = Declare("shaft-lean", new Normal(0, 0.048f));
        _soleToe = Declare("sole-toe", new ByClass(new Uniform(0.035f, 0.115f), (AnkleBoot, new Uniform(0.006f, 0.1f))));
        _soleHeel = Declare("sole-heel", new ByClass(new Uniform(0.03f, 0.18f), (AnkleBoot, new Uniform(0.008f, 0.124f))));
        _soleLip = Declare("sole-lip", new ByClass(new Uniform(0, 0.039f), (AnkleBoot, new Uniform(0, 0.039f))));
        _toeSpring = Declare("toe-spring", 0, 0.046f);
        _heel = Declare("heel", new ByClass(
            new Choice(("none", 1), ("low", 0), ("block", 0), ("stiletto", 0)),
            (AnkleBoot, new Choice(("none", 0.36f), ("low", 0.38f), ("block", 0.17f), ("stiletto", 0.09f)))));
        _blockHeight = Declare("heel-low", 0.03f, 0.18f);
        _highHeight = Declare("heel-high", 0.11f, 0.47f);
        _heelTop = Declare("heel-top", 0.095f, 0.175f);
        _heelFoot = Declare("heel-foot", 0.24f, 1);
        _heelLean = Declare("heel-lean", -0.041f, 0.071f);
        _heelBack = Declare("heel-back", -0.035f, 0.045f);
        _laces = Declare("laces", new ByClass(new Chance(0.8f), (AnkleBoot, new Chance(0.4f))));
        _laceCount = Declare("lace-count", 3, 7);
        _stripes = Declare("stripes", new ByClass(
            new Choice(("none", 0.3f), ("bars", 0.3f), ("swoosh", 0.22f), ("panel", 0.18f)),
            (AnkleBoot, new Choice(("none", 0.68f), ("bars", 0.05f), ("swoosh", 0.05f), ("panel", 0.22f)))));
        _stripeCount = Declare("stripe-count", 1, 4);
        _stripeSlant = Declare("stripe-slant", -0.8f, 0.8f);
        _toeCap = Declare("toe-cap", new ByClass(new Chance(0.45f), (AnkleBoot, new Chance(0.25f))));
        _counter = Declare("counter", new ByClass(new Chance(0.5f), (AnkleBoot, new Chance(0.2f))));
        _cuff = Declare("cuff", new ByClass(new Chance(0.2f), (AnkleBoot, new Chance(0.35f))));
        _zip = Declare("zip", new ByClass(new Chance(0), (AnkleBoot, new Chance(0.3f))));
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.ClassId is not (Sneaker or AnkleBoot))
            return;
        var boot = iteration.ClassId == AnkleBoot;
        var height = Length * (iteration.Is(_highTop) ? iteration.Draw(_highTopHeight) : iteration.Draw(_height));
        var heel = iteration.Draw(_heel);
        var lift = Length * heel switch { 0 => 0.02f, 1 => iteration.Draw(_blockHeight), _ => iteration.Draw(_highHeight) };
        float toe = -Length / 2, back = Length / 2, vamp = Length * iteration.Draw(_vamp);
        var shaftFront = back - Length * iteration.Draw(_shaft);
        var lean = Length * iteration.Draw(_shaftLean);
        var toeShare = Math.Min(0.5f, Length * iteration.Draw(_toeHeight) / height);
        // A boot's front rises steeply from the vamp; a sneaker's runs straight to its tongue.
        var ankleShare = boot ? Math.Clamp(0.13f / height, toeShare + 0.15f, 0.72f) : 0.75f;
        var inward = Length * iteration.Draw(_ankle);
        ReadOnlySpan<float> frontAt = [0, toeShare * 0.55f, toeShare, ankleShare, 1];
        ReadOnlySpan<float> frontX = [toe, toe + 0.001f, toe + Length * 0.1f, boot ? shaftFront : 0.5f * (vamp + shaftFront), shaftFront + lean];
        ReadOnlySpan<float> backAt = [0, 0.15f, 0.55f, 1];
        ReadOnlySpan<float> backX = [back - 0.004f, back, back - inward, back + lean - 0.3f * inward];
        var shoe = new ShoeSurface
        {
            FrontAt = frontAt, FrontX = frontX, BackAt = backAt, BackX = backX,
            Height = height,
            HalfWidth = iteration.Draw(_width),
            TopHalfWidth = 0.034f,
            TopDip = Length * iteration.Draw(_topDip),
            TopSlant = Length * iteration.Draw(_topSlant) * (boot ? 1 : 0.6f),
            HeelLift = lift, BallX = toe + Length * 0.3f, HeelX = back - Length * 0.14f,
            ToeSpring = iteration.Draw(_toeSpring),
        };
        var upper = iteration.Scene.Add("body", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
        shoe.AddPatch(upper, -1, -1, 1, 0, 1, 0, 0, 11, 9);
        shoe.AddPatch(upper, 1, -1, 1, 0, 1, 0, 0, 9, 5);
        AddSole(iteration, shoe, heel, toe, back);
        AddTrim(iteration, shoe, boot);
    }

    private void AddSole(Iteration iteration, in ShoeSurface shoe, float heel, float toe, float back)
    {
        var sole = iteration.Scene.Add("sole", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
        float toeThick = Length * iteration.Draw(_soleToe), heelThick = Length * iteration.Draw(_soleHeel), lip = Length * iteration.Draw(_soleLip);
        if (heel > 0)
            heelThick = toeThick = Math.Min(toeThick, 0.014f);
        SoleMeshes.AddSlab(sole, shoe, toe - lip * 0.6f, back + lip * 0.4f, toeThick, heelThick, shoe.HalfWidth + 0.004f);
        if (heel == 0)
            return;
        var top = Length * iteration.Draw(_heelTop) * (heel == 3 ? 0.75f : 1);
        var foot = heel == 3 ? 0.006f : top * iteration.Draw(_heelFoot);
        SoleMeshes.AddHeel(
            sole, shoe, back + Length * iteration.Draw(_heelBack), -toeThick, top, foot, Length * iteration.Draw(_heelLean), shoe.HalfWidth * 0.8f);
    }

    private void AddTrim(Iteration iteration, in ShoeSurface shoe, bool boot)
    {
        var trim = iteration.Scene.Add("trim", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
        const float over = 0.0012f;
        if (iteration.Is(_toeCap))
            shoe.AddPatch(trim, -1, -1, boot ? -0.62f : -0.66f, 0, 0.3f, 0, over, 4, 3);
        if (iteration.Is(_counter))
            shoe.AddPatch(trim, -1, 0.62f, 1, 0, boot ? 0.4f : 0.8f, 0.05f, over, 3, 4);
        if (iteration.Is(_cuff))
            shoe.AddPatch(trim, -1, -1, 1, boot ? 0.86f : 0.85f, 1.01f, 0, over, 8, 3);
        if (iteration.Is(_zip))
            shoe.AddPatch(trim, -1, 0.1f, 0.2f, 0.15f, 0.95f, 0, over, 2, 6);
        var slant = iteration.Draw(_stripeSlant);
        switch (iteration.Draw(_stripes))
        {
            case 1:
                var count = (int)iteration.Draw(_stripeCount);
                for (var i = 0; i < count; i++)
                    shoe.AddPatch(trim, -1, -0.05f + i * 0.19f - 0.2f * slant, 0.04f + i * 0.19f - 0.2f * slant, 0.05f, 0.72f, slant * 0.5f, over, 2, 4);
                break;
            case 2:
                shoe.AddPatch(trim, -1, -0.2f, 0.05f, 0.18f, 0.34f, 0.25f, over, 3, 2);
                shoe.AddPatch(trim, -1, 0.03f, 0.14f, 0.3f, 0.62f, 0.75f, over, 3, 4);
                break;
            case 3:
                shoe.AddPatch(trim, -1, -0.3f, 0.35f, 0.02f, 0.5f + 0.4f * slant, slant * 0.3f, over, 5, 3);
                break;
        }
        if (!iteration.Is(_laces))
            return;
        var laces = iteration.Scene.Add("lace", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh;
        var rows = (int)iteration.Draw(_laceCount);
        var low = boot ? 0.35f : 0.42f;
        for (var i = 0; i < rows; i++)
        {
            var v = low + (0.95f - low) * i / rows;
            shoe.AddPatch(laces, -1, -1.03f, boot ? -0.55f : -0.72f, v, v + 0.35f * (0.95f - low) / rows, 0.03f, over * 2, 3, 2);
        }
    }
}
