using System.Numerics;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>What the dice lie on, and perhaps the walls of a box about them. It comes after the camera: no wall hides a die from it.</summary>
public sealed class TableRandomizer : Randomizer
{
    /// <summary>Metres; more than a lens sees of it.</summary>
    private const float Width = 6;

    private static readonly Mesh Ground = Primitives.Plane(Width, Width);
    private static readonly Mesh Wall = Primitives.Cube();

    private readonly Parameter _kind, _hue, _saturation, _value, _contrast, _frequency, _softness, _turbulence, _offset, _heading;
    private readonly Parameter _boxed, _boxHeading, _margin, _height, _thickness, _wallKind, _wallValue;

    public TableRandomizer()
        : base("table")
    {
        _kind = Declare("kind", new Choice(("paper", 0.62f), ("card", 0.14f), ("mat", 0.06f), ("felt", 0.05f), ("cloth", 0.04f), ("wood", 0.05f), ("stone", 0.04f)), "table",
            about: "plain and light, grey with a grain, plain and coloured, felt, cloth, wood, or stone");
        _hue = Declare("hue", 0, 360, "table", new(-360, 360), "deg", "of coloured tables");
        _saturation = Declare("saturation", 0.2f, 0.8f, "table", Allowed.Share, "", "of coloured tables");
        _value = Declare("value", new Normal(0.78f, 0.07f), "table", Allowed.Share, "", "how light paper, card and stone are, as pickers show it");
        _contrast = Declare("contrast", 0.03f, 0.16f, "table", Allowed.Share, "", "between the two greys of a grain, as pickers show it");
        _frequency = Declare("frequency", new LogUniform(60, 600), "table", new(1, 5000), "per m", "of the grain, the weave, the veins");
        _softness = Declare("softness", 0.2f, 1, "table", Allowed.Share, "", "of the pattern's edges");
        _turbulence = Declare("turbulence", 0.2f, 1, "table", Allowed.Share, "", "how disturbed the pattern is");
        _offset = Declare("offset", 0, 100, "table", new(0, 10_000), "", "where the pattern begins");
        _heading = Declare("heading", 0, 360, "table", new(-360, 360), "deg", "the table's turn");
        _boxed = Declare("boxed", new Chance(0.3f), "box", about: "do the dice lie in a box?");
        _boxHeading = Declare("box-heading", 0, 360, "box", new(-360, 360), "deg", "the box's turn");
        _margin = Declare("margin", new Curve((0, 2), (0.03f, 1), (0.15f, 0.3f)), "box", new(0, 10), "m", "from the dice to a wall, each of the four");
        _height = Declare("height", 0.015f, 0.06f, "box", new(0.001f, 1), "m", "of the walls");
        _thickness = Declare("thickness", 0.002f, 0.01f, "box", new(0.0005f, 0.1f), "m", "of the walls");
        _wallKind = Declare("wall-kind", new Choice(("as floor", 0.5f), ("grey", 0.35f), ("coloured", 0.15f)), "box", about: "the walls' colour");
        _wallValue = Declare("wall-value", 0.1f, 0.85f, "box", Allowed.Share, "", "how light grey and coloured walls are");
    }

    private enum Kind
    {
        Paper,
        Card,
        Mat,
        Felt,
        Cloth,
        Wood,
        Stone,
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var floor = DrawMaterial(iteration);
        var ground = AddPart(iteration.Scene, "table", Ground, floor);
        ground.LocalRotation = Quaternion.CreateFromYawPitchRoll(float.DegreesToRadians(iteration.Draw(_heading)), 0, 0);
        if (iteration.Is(_boxed))
            AddBox(iteration, floor);
    }

    private StandardMaterial DrawMaterial(Iteration iteration)
    {
        var kind = (Kind)iteration.Draw(_kind);
        float hue = iteration.Draw(_hue), saturation = iteration.Draw(_saturation), value = iteration.Draw(_value), contrast = iteration.Draw(_contrast);
        var (color, other, pattern, roughness) = kind switch
        {
            Kind.Paper => (new Hsv(hue, 0.02f, value), default, PatternKind.None, 0.7f),
            Kind.Card => (new Hsv(40, 0.04f, value), new Hsv(40, 0.04f, value - contrast), PatternKind.Noise, 0.8f),
            Kind.Mat => (new Hsv(hue, saturation, value), default(Hsv), PatternKind.None, 0.6f),
            Kind.Felt => (new Hsv(hue, saturation, 0.55f * value), new Hsv(hue, saturation, 0.55f * value + contrast), PatternKind.Speckle, 1),
            Kind.Cloth => (new Hsv(hue, saturation, value), new Hsv(hue, saturation, value - 2 * contrast), PatternKind.Fabric, 0.9f),
            Kind.Wood => (new Hsv(18 + hue / 18, 0.4f + 0.3f * saturation, 0.8f * value), new Hsv(18 + hue / 18, 0.5f + 0.3f * saturation, 0.8f * value - contrast), PatternKind.Wood, 0.45f),
            _ => (new Hsv(hue, 0.06f, value), new Hsv(hue, 0.06f, value - 2 * contrast), PatternKind.Marble, 0.3f),
        };
        var material = new StandardMaterial { Albedo = color.ToLinear(), Roughness = roughness, Pattern = pattern, PatternColor = Floored(other).ToLinear() };
        if (pattern == PatternKind.None)
            return material;
        // Boards and slabs are larger than threads and grains.
        material.PatternFrequency = iteration.Draw(_frequency) * (kind is Kind.Wood or Kind.Stone ? 0.1f : kind is Kind.Cloth or Kind.Felt ? 2 : 1);
        (material.PatternSoftness, material.PatternTurbulence) = (iteration.Draw(_softness), iteration.Draw(_turbulence));
        material.PatternOffset = new(iteration.Draw(_offset));
        material.NormalScale = kind == Kind.Cloth ? 0.4f : 0;
        return material;
    }

    private static Hsv Floored(Hsv color) => color with { Value = Math.Max(color.Value, 0.02f) };

    private void AddBox(Iteration iteration, StandardMaterial floor)
    {
        var heading = float.DegreesToRadians(iteration.Draw(_boxHeading));
        float height = iteration.Draw(_height), thickness = iteration.Draw(_thickness);
        var material = DrawWall(iteration, floor);
        var axes = Quaternion.CreateFromYawPitchRoll(heading, 0, 0);
        Vector3 right = Vector3.Transform(Vector3.UnitX, axes), ahead = Vector3.Transform(Vector3.UnitZ, axes);
        Vector3[] outwards = [right, -right, ahead, -ahead];
        Span<float> distances = stackalloc float[4];
        for (var i = 0; i < 4; i++)
            distances[i] = DistanceOfWall(iteration, outwards[i], height, iteration.Draw(_margin, i));
        for (var i = 0; i < 4; i++)
        {
            // Pairs of opposite walls; the first pair spans the second's thickness too.
            float from = -distances[(i / 2 * 2 + 3) % 4], to = distances[(i / 2 * 2 + 2) % 4];
            var along = i < 2 ? ahead : right;
            var wall = AddPart(iteration.Scene, "wall", Wall, material);
            wall.LocalPosition = (distances[i] + 0.5f * thickness) * outwards[i] + 0.5f * (from + to) * along + new Vector3(0, 0.5f * height, 0);
            wall.LocalRotation = axes;
            var length = to - from + 2 * thickness;
            wall.LocalScale = i < 2 ? new(thickness, height, length) : new(length, height, thickness);
        }
    }

    private StandardMaterial DrawWall(Iteration iteration, StandardMaterial floor)
    {
        var kind = iteration.Draw(_wallKind);
        var value = iteration.Draw(_wallValue);
        return kind == 0 ? floor : new() { Albedo = new Hsv(iteration.Draw(_hue, 1), kind == 1 ? 0.04f : 0.5f, value).ToLinear(), Roughness = 0.6f };
    }

    // From the origin outwards to the wall's inner face: beyond all dice by the margin, or as far as the camera needs to look over it.
    private static float DistanceOfWall(Iteration iteration, Vector3 outwards, float height, float margin)
    {
        var camera = iteration.Scene.Camera.Transform.Position;
        var distance = float.NegativeInfinity;
        foreach (var die in iteration.Query<Die>())
        {
            var at = die.Transform.Position;
            // A square's reach along a line.
            var (sine, cosine) = MathF.SinCos(die.Heading);
            Vector3 x = new(cosine, 0, -sine), z = new(sine, 0, cosine);
            var edge = Vector3.Dot(at, outwards) + 0.5f * die.Side * (MathF.Abs(Vector3.Dot(x, outwards)) + MathF.Abs(Vector3.Dot(z, outwards)));
            distance = Math.Max(distance, edge + margin);
            // A camera beyond the wall must see the die's lower edge: its ray falls by so much a metre.
            var level = Vector3.Dot(camera, outwards) - edge;
            if (level > 0)
                distance = Math.Max(distance, edge + height * level / Math.Max(camera.Y, 1e-3f));
        }
        return distance;
    }

    private static Transform AddPart(Scene scene, string name, Mesh mesh, Material material)
    {
        var part = scene.Add(name);
        var renderer = part.GetComponent<MeshRenderer>()!;
        // Shadow maps span what casts shadows; a table or a wall would leave dice a few texels.
        (renderer.Mesh, renderer.Material, renderer.CastsShadows) = (mesh, material, false);
        return part.Transform;
    }
}
