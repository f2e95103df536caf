using System.Numerics;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>Unlabelled things about the characters: lines and stickers on their ground, and blocks and balls behind those that stand.</summary>
public sealed class ClutterRandomizer : Randomizer
{
    internal static readonly Mesh Ball = Primitives.Sphere(0.5f, 24, 12);

    private static readonly Mesh[] Things = [Primitives.Cube(), Ball, Primitives.Cylinder(0.5f, 1, 24)];
    private static readonly Mesh Line = Primitives.Quad();
    private static readonly Mesh[] Labels = [Extrusion.Create([Outline.Rectangle(1, 0.7f, 0.1f, 3)], new(0.001f, Parts: ExtrusionParts.Front)), Extrusion.Create([Outline.Disc(1, 32)], new(0.001f, Parts: ExtrusionParts.Front))];

    private readonly Parameter _lines, _over, _lineAngle, _lineShift, _lineWidth, _lineGrey;
    private readonly Parameter _stickers, _stickerRound, _stickerBearing, _stickerDistance, _stickerSize, _hue, _saturation, _value;
    private readonly Parameter _things, _thing, _thingX, _thingZ, _thingSize, _turn;

    public ClutterRandomizer()
        : base("clutter")
    {
        _lines = Declare("lines", new TruncatedNormal(-0.5f, 2, 0, 5.9f), allowed: new(0, 20), about: "how many lines run over the ground; the whole part counts");
        _over = Declare("line-over", new Chance(0.15f), about: "does a line run over the characters, as a scratch? Else under them");
        _lineAngle = Declare("line-angle", new Normal(0, 30), allowed: Allowed.Any, unit: "deg", about: "a line's direction from level");
        _lineShift = Declare("line-shift", -1.2f, 1.2f, allowed: new(-20, 20), unit: "of height", about: "its distance from the subject's middle");
        _lineWidth = Declare("line-width", 0.008f, 0.04f, allowed: new(0.001f, 1), unit: "of height", about: "its width");
        _lineGrey = Declare("line-grey", 0.15f, 0.85f, allowed: Allowed.Share, about: "its grey between the ground's (0) and the ink's (1)");
        _stickers = Declare("stickers", new TruncatedNormal(-1, 2, 0, 4.9f), allowed: new(0, 20), about: "how many labels stick on the ground; the whole part counts");
        _stickerRound = Declare("sticker-round", new Chance(0.4f), about: "is a label a disc?");
        _stickerBearing = Declare("sticker-bearing", 0, 360, allowed: new(-360, 360), unit: "deg", about: "where it is from the subject's middle");
        _stickerDistance = Declare("sticker-distance", 0.6f, 1.4f, allowed: new(0.4f, 20), unit: "of height", about: "how far");
        _stickerSize = Declare("sticker-size", 0.12f, 0.45f, allowed: new(0.01f, 5), unit: "of height", about: "its length");
        _hue = Declare("hue", 0, 360, allowed: new(-360, 360), unit: "deg", about: "of a label or thing");
        _saturation = Declare("saturation", 0, 0.9f, allowed: Allowed.Share, about: "its saturation");
        _value = Declare("value", 0.1f, 0.95f, allowed: Allowed.Share, about: "its value, sRGB-encoded");
        _things = Declare("things", 0, 4, allowed: new(0, 20), about: "how many blocks and balls lie behind standing characters; the whole part counts");
        _thing = Declare("thing", new Choice(("block", 2), ("ball", 1), ("can", 1)), about: "its shape");
        _thingX = Declare("thing-x", -2.5f, 2.5f, allowed: new(-50, 50), unit: "of height", about: "right of the subject");
        _thingZ = Declare("thing-z", 1.2f, 5, allowed: new(1, 50), unit: "of height", about: "behind it");
        _thingSize = Declare("thing-size", 0.25f, 0.9f, allowed: new(0.01f, 20), unit: "of height", about: "its height");
        _turn = Declare("turn", 0, 360, allowed: new(-360, 360), unit: "deg", about: "of a label or thing");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.Subject.GetComponent<GlyphTag>() is not { } tag || iteration.Subject.GetComponent<GlyphColors>() is not { } colors)
            return;
        // A screen is plain.
        if (iteration.Subject.GetComponent<MeshRenderer>()!.Material is StandardMaterial { Emission: var glow } && glow != Vector3.Zero)
            return;
        if (tag.Kind == GlyphKind.Standing)
        {
            AddThings(iteration, -GlyphScenario.Height * tag.HalfSize.Y);
            return;
        }
        // Over an engraving they would hang in the air.
        if (tag.Kind != GlyphKind.Engraved)
            AddLines(iteration, tag.Kind == GlyphKind.Lying, colors);
        AddStickers(iteration);
    }

    private void AddLines(Iteration iteration, bool onlyUnder, GlyphColors colors)
    {
        var count = (int)iteration.Draw(_lines);
        for (var i = 0; i < count; i++)
        {
            var over = iteration.Is(_over, i) && !onlyUnder;
            var line = iteration.Scene.Add("line");
            var renderer = line.GetComponent<MeshRenderer>()!;
            var color = colors.Ground.Lighter(-colors.Contrast * iteration.Draw(_lineGrey, i));
            (renderer.Mesh, renderer.CastsShadows, renderer.Material) = (Line, false, new StandardMaterial { Albedo = color.ToLinear(), Roughness = 0.8f });
            var (sine, cosine) = MathF.SinCos(float.DegreesToRadians(iteration.Draw(_lineAngle, i)));
            var shift = GlyphScenario.Height * iteration.Draw(_lineShift, i);
            line.Transform.LocalPosition = new(-sine * shift, cosine * shift, BodyRandomizer.Lift * (over ? -1.3f : -0.25f));
            line.Transform.LocalRotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.Atan2(sine, cosine));
            line.Transform.LocalScale = new(6 * GlyphScenario.Height, GlyphScenario.Height * iteration.Draw(_lineWidth, i), 1);
        }
    }

    private void AddStickers(Iteration iteration)
    {
        var count = (int)iteration.Draw(_stickers);
        for (var i = 0; i < count; i++)
        {
            var sticker = iteration.Scene.Add("sticker");
            Surface(iteration, sticker, i, Labels[iteration.Is(_stickerRound, i) ? 1 : 0], false);
            var (sine, cosine) = MathF.SinCos(float.DegreesToRadians(iteration.Draw(_stickerBearing, i)));
            var size = iteration.Draw(_stickerSize, i);
            // Its near edge stays where it is, however large it is.
            var distance = GlyphScenario.Height * (iteration.Draw(_stickerDistance, i) + 0.3f * size);
            sticker.Transform.LocalPosition = new(cosine * distance, sine * distance, -1.6f * BodyRandomizer.Lift);
            sticker.Transform.LocalRotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, float.DegreesToRadians(iteration.Draw(_turn, i)));
            sticker.Transform.LocalScale = new(GlyphScenario.Height * size);
        }
    }

    private void AddThings(Iteration iteration, float floor)
    {
        var count = (int)iteration.Draw(_things);
        for (var i = 0; i < count; i++)
        {
            var thing = iteration.Scene.Add("thing");
            Surface(iteration, thing, i, Things[(int)iteration.Draw(_thing, i)], true);
            var size = GlyphScenario.Height * iteration.Draw(_thingSize, i);
            thing.Transform.LocalPosition = new(
                GlyphScenario.Height * iteration.Draw(_thingX, i), floor + 0.5f * size, GlyphScenario.Height * iteration.Draw(_thingZ, i));
            thing.Transform.SetEuler(0, float.DegreesToRadians(iteration.Draw(_turn, i)), 0);
            thing.Transform.LocalScale = new(size);
        }
    }

    private void Surface(Iteration iteration, GameObject thing, int number, Mesh mesh, bool casts)
    {
        var renderer = thing.GetComponent<MeshRenderer>()!;
        var color = new Hsv(iteration.Draw(_hue, number), iteration.Draw(_saturation, number), iteration.Draw(_value, number)).ToLinear();
        (renderer.Mesh, renderer.CastsShadows, renderer.Material) = (mesh, casts, new StandardMaterial { Albedo = color, Roughness = 0.5f });
    }
}
