using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>
/// What characters stand on, lie on or are written on: ground, wall, paper, plate, box or screen, with its surface, and what is behind it. The front of whatever bears
/// the characters is the plane z = 0.
/// </summary>
public sealed class GroundRandomizer : Randomizer
{
    // Beyond what any camera of this scenario sees of them.
    private const float WallSide = 8;

    private static readonly Mesh Wall = Primitives.Quad(WallSide, WallSide), Floor = Primitives.Plane(WallSide, WallSide);

    private readonly SupportKind[] _supports, _handSupports;
    private readonly PatternKind[] _patterns;
    private readonly Parameter _support, _handSupport, _marginX, _marginY, _corner, _thickness, _boxDepth, _framed, _frame, _bolts, _backed;
    private readonly Parameter _glow, _dark, _roughness, _pattern, _patternContrast, _patternSize, _softness, _place, _backGrey, _backHue;

    public GroundRandomizer()
        : base("ground")
    {
        Choice support = new(("paper", 3), ("plate", 4), ("box", 2), ("screen", 1)), hand = new(("paper", 3), ("wall", 2), ("screen", 3));
        (_supports, _handSupports) = (ChoiceNames.Of<SupportKind>(support), ChoiceNames.Of<SupportKind>(hand));
        _support = Declare("support", support, about: "what printed characters are on");
        _handSupport = Declare("hand-support", hand, about: "what characters drawn by hand are on; a wall may be a board, a screen is plain and dark");
        _marginX = Declare("margin-x", 0.15f, 0.8f, allowed: new(0.02f, 20), unit: "of height", about: "paper, plate or box left and right of the characters");
        _marginY = Declare("margin-y", 0.12f, 0.6f, allowed: new(0.02f, 20), unit: "of height", about: "above and below them");
        _corner = Declare("corner", 0, 0.9f, allowed: Allowed.Share, about: "roundness of a plate's corners, a share of what fits");
        _thickness = Declare("thickness", 0.02f, 0.12f, allowed: new(0.005f, 1), unit: "of height", about: "of a plate");
        _boxDepth = Declare("box-depth", 0.3f, 1.5f, allowed: new(0.05f, 10), unit: "of height", about: "of a box");
        _framed = Declare("framed", new Chance(0.4f), about: "has a plate or paper a line along its edge?");
        _frame = Declare("frame", 0.015f, 0.06f, allowed: new(0.002f, 0.5f), unit: "of height", about: "width of that line");
        _bolts = Declare("bolts", new Chance(0.35f), about: "is a plate bolted to the wall?");
        _backed = Declare("backed", new Chance(0.7f), about: "is there a wall or table right behind paper, plate or box? Else the background is seen");
        _glow = Declare("glow", 0.75f, 1, allowed: Allowed.Share, about: "grey level of strokes on a screen");
        _dark = Declare("dark", new TruncatedNormal(0, 0.06f, 0, 0.3f), allowed: new(0, 0.6f), about: "grey level of the screen");
        _roughness = Declare("roughness", 0.35f, 1, allowed: Allowed.Share, about: "of what bears the characters");
        Choice pattern = new(("none", 6), ("noise", 3), ("wood", 2), ("marble", 1), ("fabric", 1), ("speckle", 2), ("stripes", 0.5f), ("checks", 0.5f));
        _patterns = ChoiceNames.Of<PatternKind>(pattern);
        _pattern = Declare("pattern", pattern, about: "of what bears the characters");
        _patternContrast = Declare("pattern-contrast", 0.05f, 0.45f, allowed: Allowed.Share, about: "between the pattern's colours, a share of the ink's contrast");
        _patternSize = Declare("pattern-size", new LogUniform(0.04f, 0.8f), allowed: new(0.001f, 20), unit: "of height", about: "length of a repeat");
        _softness = Declare("pattern-softness", 0.1f, 1, allowed: Allowed.Share, about: "0 sharp edges, 1 soft");
        _place = Declare("pattern-place", 0, 100, allowed: Allowed.Any, about: "where the pattern begins, in repeats");
        _backGrey = Declare("back-grey", 0.05f, 0.95f, allowed: Allowed.Share, about: "grey level of what is behind paper, plate or box");
        _backHue = Declare("back-hue", 0, 360, allowed: new(-360, 360), unit: "deg", about: "its hue");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.Subject.GetComponent<GlyphTag>() is not { } tag || iteration.Subject.GetComponent<GlyphColors>() is not { } colors)
            return;
        var support = SupportOf(iteration, tag.Kind);
        if (support == SupportKind.Screen)
        {
            MakeScreen(iteration, colors);
            return;
        }
        var surface = DrawSurface(iteration, colors);
        switch (support)
        {
            case SupportKind.Floor:
                Add(iteration, "floor", Floor, surface, casts: false).Transform.LocalPosition = new(0, -GlyphScenario.Height * tag.HalfSize.Y, 0);
                break;
            case SupportKind.Wall:
                Add(iteration, "wall", Wall, surface, casts: false);
                break;
            default:
                MakeSheet(iteration, support, colors, surface);
                break;
        }
    }

    private SupportKind SupportOf(Iteration iteration, GlyphKind kind) => kind switch
    {
        GlyphKind.Standing => SupportKind.Floor,
        GlyphKind.Printed => _supports[(int)iteration.Draw(_support)],
        GlyphKind.Hand => _handSupports[(int)iteration.Draw(_handSupport)],
        GlyphKind.Engraved => SupportKind.Plate,
        _ => SupportKind.Wall,
    };

    private void MakeScreen(Iteration iteration, GlyphColors colors)
    {
        var glow = new StandardMaterial { Albedo = Vector3.Zero, Metallic = 1, Roughness = 1, Emission = (colors.Ink with { Grey = iteration.Draw(_glow) }).ToLinear() };
        foreach (var tag in iteration.Query<GlyphTag>())
            tag.GameObject.GetComponent<MeshRenderer>()!.Material = glow;
        var background = iteration.Scene.Background;
        background.Kind = BackgroundKind.Gradient;
        background.Color = background.SecondColor = (colors.Ground with { Grey = iteration.Draw(_dark) }).ToLinear();
    }

    private StandardMaterial DrawSurface(Iteration iteration, GlyphColors colors)
    {
        var surface = new StandardMaterial { Albedo = colors.Ground.ToLinear(), Roughness = iteration.Draw(_roughness), Pattern = _patterns[(int)iteration.Draw(_pattern)] };
        if (surface.Pattern == PatternKind.None)
            return surface;
        // Away from the ink, as far as there are greys.
        var other = colors.Ground.Lighter(colors.Contrast * iteration.Draw(_patternContrast));
        surface.PatternColor = other.ToLinear();
        // Supports are built in metres.
        surface.PatternFrequency = 1 / (GlyphScenario.Height * iteration.Draw(_patternSize));
        (surface.PatternSoftness, surface.PatternOffset) = (iteration.Draw(_softness), new(iteration.Draw(_place)));
        return surface;
    }

    private void MakeSheet(Iteration iteration, SupportKind kind, GlyphColors colors, StandardMaterial surface)
    {
        GlyphTag[] tags = [.. iteration.Query<GlyphTag>()];
        Vector2 margin = new(iteration.Draw(_marginX), iteration.Draw(_marginY));
        var low = tags.Select(tag => tag.Place - tag.HalfSize).Aggregate(Vector2.Min) - margin;
        var high = tags.Select(tag => tag.Place + tag.HalfSize).Aggregate(Vector2.Max) + margin;
        Vector2 middle = GlyphScenario.Height * 0.5f * (low + high), size = GlyphScenario.Height * (high - low);
        var corner = kind == SupportKind.Plate ? 0.49f * Math.Min(size.X, size.Y) * iteration.Draw(_corner) : 0;
        var depth = GlyphScenario.Height * kind switch
        {
            SupportKind.Paper => 0.004f,
            SupportKind.Box => iteration.Draw(_boxDepth),
            // Engravings must not come out behind.
            _ => iteration.Draw(_thickness) + (tags[0].Kind == GlyphKind.Engraved ? Math.Max(0, tags[0].Transform.LocalPosition.Z) / GlyphScenario.Height : 0),
        };
        var sheet = Add(iteration, kind.ToString().ToLowerInvariant(), null, surface, casts: true);
        sheet.Transform.LocalPosition = new(middle, 0.5f * depth);
        var mesh = sheet.GetComponent<MeshRenderer>()!.Mesh;
        if (kind == SupportKind.Box)
            RoundedBox.Add(mesh, new(size, depth), 0.02f * Math.Min(depth, Math.Min(size.X, size.Y)), 1);
        else
            AddPlate(mesh, tags, middle, size, corner, depth);
        // From here on, things are placed about the middle of the front.
        if (kind != SupportKind.Box && iteration.Is(_framed))
            AddFrame(iteration, middle, size, corner, GlyphScenario.Height * iteration.Draw(_frame), colors);
        if (kind == SupportKind.Plate && iteration.Is(_bolts))
            AddBolts(iteration, middle, size, Math.Min(margin.X, margin.Y) * GlyphScenario.Height);
        if (iteration.Is(_backed))
            AddBack(iteration, depth);
    }

    // Engraved characters are holes in it, whose floors are the characters' own meshes.
    private static void AddPlate(Mesh mesh, GlyphTag[] tags, Vector2 middle, Vector2 size, float corner, float depth)
    {
        List<Vector2[]> contours = [Outline.Rectangle(size.X, size.Y, corner)];
        foreach (var tag in tags.Where(tag => tag.Kind == GlyphKind.Engraved))
        {
            var at = GlyphScenario.Height * tag.Place - middle;
            contours.AddRange(tag.Formed().Select(ring => Array.ConvertAll(ring, point => at + GlyphScenario.Height * point)));
        }
        var edge = Math.Min(0.25f * depth, 0.01f * GlyphScenario.Height);
        Extrusion.Builder.Add(mesh, contours, Vector2.Zero, 1, new(depth, edge), Rect2.Around(contours), 0);
    }

    private static void AddFrame(Iteration iteration, Vector2 middle, Vector2 size, float corner, float width, GlyphColors colors)
    {
        var gap = 1.2f * width;
        Vector2 outer = size - new Vector2(2 * gap), inner = outer - new Vector2(2 * width);
        if (inner.X <= 0 || inner.Y <= 0)
            return;
        var frame = Add(iteration, "frame", null, new StandardMaterial { Albedo = colors.Ink.ToLinear(), Roughness = 0.7f }, casts: false);
        frame.Transform.LocalPosition = new(middle, -0.5f * BodyRandomizer.Lift);
        Vector2[][] contours =
        [
            Outline.Rectangle(outer.X, outer.Y, Math.Max(0, corner - gap)),
            Outline.Rectangle(inner.X, inner.Y, Math.Max(0, corner - gap - width)),
        ];
        Extrusion.Builder.Add(
            frame.GetComponent<MeshRenderer>()!.Mesh, contours, Vector2.Zero, 1, new(1e-5f, Parts: ExtrusionParts.Front), Rect2.Around(contours), 0);
    }

    private static void AddBolts(Iteration iteration, Vector2 middle, Vector2 size, float margin)
    {
        var radius = Math.Min(0.25f * margin, 0.05f * GlyphScenario.Height);
        var metal = new StandardMaterial { Albedo = new(0.6f), Metallic = 1, Roughness = 0.35f };
        for (var side = -1; side <= 1; side += 2)
        {
            var bolt = Add(iteration, "bolt", ClutterRandomizer.Ball, metal, casts: true);
            bolt.Transform.LocalPosition = new(middle + new Vector2(side * (0.5f * size.X - 0.5f * margin), 0), 0);
            bolt.Transform.LocalScale = 2 * radius * new Vector3(1, 1, 0.4f);
        }
    }

    private void AddBack(Iteration iteration, float depth)
    {
        var back = Add(iteration, "back", Wall, new StandardMaterial
        {
            Albedo = new GreyedColor(iteration.Draw(_backHue), 0.3f, iteration.Draw(_backGrey)).ToLinear(),
            Roughness = 0.8f,
            Pattern = PatternKind.Noise,
            PatternColor = new GreyedColor(iteration.Draw(_backHue), 0.3f, 0.8f * iteration.Draw(_backGrey)).ToLinear(),
            PatternFrequency = 12,
        }, casts: false);
        back.Transform.LocalPosition = new(0, 0, depth + 0.0005f);
    }

    private static GameObject Add(Iteration iteration, string name, Mesh? shared, Material material, bool casts)
    {
        var thing = iteration.Scene.Add(name);
        var renderer = thing.GetComponent<MeshRenderer>()!;
        (renderer.Mesh, renderer.Material, renderer.CastsShadows) = (shared ?? renderer.Mesh, material, casts);
        return thing;
    }
}

/// <summary>What bears characters; the names of the outcomes of <c>ground.support</c> and <c>ground.hand-support</c>.</summary>
internal enum SupportKind
{
    Floor,
    Wall,
    Paper,
    Plate,
    Box,
    Screen,
}
