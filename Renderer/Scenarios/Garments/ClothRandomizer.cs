using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using static FewLabels.Sim.Renderer.Scenarios.Garments.GarmentClasses;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>Colours, patterns, prints, seams and creases of whatever the shape randomizers built, by the parts' names.</summary>
public sealed class ClothRandomizer : Randomizer
{
    private enum Pattern { Plain, LevelStripes, UprightStripes, SlantedStripes, Checks, Dots, Blotches, Split }

    private readonly Parameter _tone, _dark, _middle, _light, _hue, _saturation, _pattern, _secondTone, _secondHue, _frequency, _frequencyY, _duty, _softness, _phaseX, _phaseY, _turn;
    private readonly Parameter _blotchFrequency, _blotchThreshold, _heather, _heathered, _gradient, _graded, _foldSlope, _foldFrequency, _pleats, _pleatSlope, _pleatFrequency;
    private readonly Parameter _print, _printTone, _printX, _printY, _printWidth, _printHeight, _placketContrast, _bandContrast, _bandRib, _splitPlace, _splitContrast;
    private readonly Parameter _sleeveTone, _sleeveContrast, _trimTone, _trimOwn, _trimContrast, _soleTone, _soleOwn, _gloss, _noiseX, _noiseY;

    public ClothRandomizer()
        : base("cloth")
    {
        _tone = Declare("tone", new ByClass(
            new Choice(("dark", 0.5f), ("middle", 0.34f), ("light", 0.16f)),
            (Sandal, new Choice(("dark", 0.66f), ("middle", 0.28f), ("light", 0.06f)))));
        _dark = Declare("dark", 0.03f, 0.26f);
        _middle = Declare("middle", 0.26f, 0.55f);
        _light = Declare("light", 0.55f, 0.8f);
        _hue = Declare("hue", 0, 1);
        _saturation = Declare("saturation", 0, 0.7f);
        _pattern = Declare("pattern", new ByClass(
            Patterns(0.74f, 0.1f, 0.01f, 0.01f, 0.015f, 0.015f, 0.08f, 0.03f),
            (Trouser, Patterns(0.82f, 0, 0.04f, 0, 0.02f, 0.01f, 0.1f, 0.01f)),
            (Pullover, Patterns(0.6f, 0.16f, 0.02f, 0.01f, 0.02f, 0.03f, 0.09f, 0.07f)),
            (Dress, Patterns(0.62f, 0.07f, 0.03f, 0.02f, 0.02f, 0.04f, 0.15f, 0.05f)),
            (Coat, Patterns(0.78f, 0.02f, 0.01f, 0, 0.05f, 0.01f, 0.08f, 0.05f)),
            (Shirt, Patterns(0.5f, 0.05f, 0.08f, 0, 0.16f, 0.05f, 0.15f, 0.01f)),
            (Sandal, Patterns(0.85f, 0.02f, 0.02f, 0.02f, 0, 0.02f, 0.07f, 0)),
            (Sneaker, Patterns(0.78f, 0, 0.02f, 0.02f, 0.02f, 0.02f, 0.1f, 0.04f)),
            (AnkleBoot, Patterns(0.82f, 0, 0.01f, 0.01f, 0, 0.01f, 0.1f, 0.05f)),
            (Bag, Patterns(0.62f, 0.04f, 0.04f, 0.03f, 0.06f, 0.03f, 0.13f, 0.05f))));
        _secondTone = Declare("second-tone", 0.02f, 0.85f);
        _secondHue = Declare("second-hue", 0, 1);
        _frequency = Declare("frequency", 2.5f, 30);
        _frequencyY = Declare("frequency-ratio", 0.7f, 1.4f);
        _duty = Declare("duty", 0.2f, 0.8f);
        _softness = Declare("softness", 0.05f, 0.8f);
        _phaseX = Declare("phase-x", 0, 1);
        _phaseY = Declare("phase-y", 0, 1);
        _turn = Declare("turn", new Normal(0, 0.04f));
        _blotchFrequency = Declare("blotch-frequency", 8, 60);
        _blotchThreshold = Declare("blotch-threshold", 0.35f, 0.65f);
        _heathered = Declare("heathered", new ByClass(new Chance(0.22f), (Pullover, new Chance(0.3f)), (Coat, new Chance(0.35f))));
        _heather = Declare("heather", 0.1f, 0.6f);
        _graded = Declare("graded", new Chance(0.22f));
        _gradient = Declare("gradient", -1.2f, 1.2f);
        _foldSlope = Declare("fold-slope", 0.1f, 1.6f);
        _foldFrequency = Declare("fold-frequency", 2, 10);
        _pleats = Declare("pleated", new ByClass(new Chance(0.06f), (Dress, new Chance(0.4f)), (Shirt, new Chance(0.1f)), (Sneaker, new Chance(0)),
            (AnkleBoot, new Chance(0)), (Sandal, new Chance(0))));
        _pleatSlope = Declare("pleat-slope", 0.1f, 0.9f);
        _pleatFrequency = Declare("pleat-frequency", 8, 30);
        _print = Declare("print", new ByClass(
            Prints(0.97f, 0.01f, 0.005f, 0.005f, 0.005f, 0.005f),
            (TShirt, Prints(0.52f, 0.1f, 0.06f, 0.06f, 0.18f, 0.08f)),
            (Pullover, Prints(0.72f, 0.05f, 0.04f, 0.04f, 0.11f, 0.04f)),
            (Dress, Prints(0.95f, 0.01f, 0.01f, 0.01f, 0.01f, 0.01f)),
            (Bag, Prints(0.86f, 0.05f, 0.03f, 0.02f, 0.03f, 0.01f))));
        _printTone = Declare("print-tone", 0, 1);
        _printX = Declare("print-x", new Normal(0, 0.08f));
        _printY = Declare("print-y", new Normal(0, 0.25f));
        _printWidth = Declare("print-width", 0.35f, 1.1f);
        _printHeight = Declare("print-height", 0.3f, 1.4f);
        _placketContrast = Declare("placket-contrast", new ByClass(new Normal(0.05f, 0.35f), (Coat, new Normal(0.05f, 0.45f))));
        _bandContrast = Declare("band-contrast", new Normal(0, 0.2f));
        _bandRib = Declare("band-rib", 0, 1);
        _splitPlace = Declare("split-place", 0.15f, 0.6f);
        _splitContrast = Declare("split-contrast", -0.8f, 1.5f);
        _sleeveTone = Declare("sleeve-own", new ByClass(new Chance(0.05f), (Coat, new Chance(0.1f)), (Pullover, new Chance(0.08f)), (TShirt, new Chance(0.08f))));
        _sleeveContrast = Declare("sleeve-contrast", 0.3f, 2.2f);
        _trimOwn = Declare("trim-own", new Choice(("same", 0.4f), ("shade", 0.35f), ("own", 0.25f)));
        _trimContrast = Declare("trim-contrast", 0.5f, 1.7f);
        _trimTone = Declare("trim-tone", 0.03f, 0.9f);
        _soleOwn = Declare("sole-own", new Choice(("same", 0.2f), ("dark", 0.25f), ("light", 0.35f), ("own", 0.2f)));
        _soleTone = Declare("sole-tone", 0.03f, 0.9f);
        _gloss = Declare("gloss", new ByClass(new Uniform(0, 0.05f), (AnkleBoot, new Uniform(0, 0.5f)), (Bag, new Uniform(0, 0.4f)),
            (Sandal, new Uniform(0, 0.4f)), (Sneaker, new Uniform(0, 0.2f)), (Dress, new Uniform(0, 0.15f))));
        _noiseX = Declare("noise-x", 0, 1);
        _noiseY = Declare("noise-y", 0, 1);
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var tone = iteration.Draw(_tone) switch { 0 => iteration.Draw(_dark), 1 => iteration.Draw(_middle), _ => iteration.Draw(_light) };
        float saturation = iteration.Draw(_saturation), hue = iteration.Draw(_hue);
        var cloth = default(ClothSurface);
        cloth.Color = ToColor(tone, hue, saturation);
        SetPattern(iteration, ref cloth, saturation);
        SetSurface(iteration, ref cloth);
        var trim = iteration.Draw(_trimOwn) switch
        {
            0 => cloth.Color,
            1 => Shade(cloth.Color, iteration.Draw(_trimContrast)),
            _ => ToColor(iteration.Draw(_trimTone), iteration.Draw(_secondHue), saturation),
        };
        foreach (var child in iteration.Subject.Transform.Children)
        {
            ref var material = ref child.GameObject.GetComponent<MeshRenderer>()!.Cloth();
            Finish(iteration, child.GameObject.Name, ref material, cloth, trim);
        }
    }

    private void Finish(Iteration iteration, string part, ref ClothSurface material, in ClothSurface cloth, Vector3 trim)
    {
        var shape = material;
        material = cloth;
        (material.Band, material.PlacketHalfWidth, material.PlacketX, material.ButtonSpacing) =
            (shape.Band, shape.PlacketHalfWidth, shape.PlacketX, shape.ButtonSpacing);
        (material.PocketCenter, material.PocketHalf, material.PocketSides) = (shape.PocketCenter, shape.PocketHalf, shape.PocketSides);
        switch (part)
        {
            case "body":
                material.PlacketContrast = iteration.Draw(_placketContrast);
                SetPrint(iteration, ref material, shape.PrintFrame);
                break;
            case "sleeve":
                if (iteration.Is(_sleeveTone))
                    material.Color = Shade(cloth.Color, iteration.Draw(_sleeveContrast));
                material.SplitContrast = 0;
                break;
            case "sole":
                var sole = iteration.Draw(_soleOwn) switch
                {
                    0 => cloth.Color,
                    1 => new Vector3(0.01f + 0.03f * iteration.Draw(_soleTone)),
                    2 => new Vector3(0.4f + 0.4f * iteration.Draw(_soleTone)),
                    _ => ToColor(iteration.Draw(_soleTone), iteration.Draw(_secondHue), 0.2f),
                };
                material = Plain(cloth, sole);
                break;
            case "collar" or "strap":
                material.Color = Vector3.Lerp(cloth.Color, trim, 0.6f);
                material.SplitContrast = 0;
                break;
            default:
                material = Plain(cloth, trim);
                break;
        }
    }

    private static ClothSurface Plain(in ClothSurface cloth, Vector3 color) => new()
    {
        Color = color,
        Gloss = cloth.Gloss,
        FoldSlope = cloth.FoldSlope * 0.5f,
        FoldFrequency = cloth.FoldFrequency,
        NoiseOffset = cloth.NoiseOffset,
    };

    private void SetPattern(Iteration iteration, ref ClothSurface cloth, float saturation)
    {
        var pattern = (Pattern)iteration.Draw(_pattern);
        cloth.PatternSoftness = 1;
        cloth.PatternTurn = new(1, 0);
        if (pattern == Pattern.Plain)
            return;
        if (pattern == Pattern.Split)
        {
            (cloth.SplitY, cloth.SplitContrast) = (0.75f * iteration.Draw(_splitPlace), iteration.Draw(_splitContrast));
            return;
        }
        cloth.SecondColor = ToColor(iteration.Draw(_secondTone), iteration.Draw(_secondHue), saturation);
        cloth.PatternMix = pattern switch
        {
            Pattern.LevelStripes => new(0, 1, 0, 0),
            Pattern.UprightStripes or Pattern.SlantedStripes => new(1, 0, 0, 0),
            Pattern.Checks => new(0.5f, 0.5f, 0, 0),
            Pattern.Dots => new(0, 0, 1, 0),
            _ => new(0, 0, 0, 1),
        };
        var frequency = iteration.Draw(_frequency);
        cloth.PatternFrequency = new(frequency, frequency * iteration.Draw(_frequencyY));
        (cloth.PatternDuty, cloth.PatternSoftness) = (iteration.Draw(_duty), iteration.Draw(_softness));
        cloth.PatternPhase = new(iteration.Draw(_phaseX), iteration.Draw(_phaseY));
        var (sine, cosine) = MathF.SinCos(iteration.Draw(_turn) + (pattern == Pattern.SlantedStripes ? 0.8f : 0));
        cloth.PatternTurn = new(cosine, sine);
        (cloth.BlotchFrequency, cloth.BlotchThreshold) = (iteration.Draw(_blotchFrequency), iteration.Draw(_blotchThreshold));
    }

    private void SetSurface(Iteration iteration, ref ClothSurface cloth)
    {
        cloth.Gloss = iteration.Draw(_gloss);
        cloth.Heather = iteration.Is(_heathered) ? iteration.Draw(_heather) : 0.03f;
        if (iteration.Is(_graded))
            (cloth.Gradient, cloth.GradientCenter) = (iteration.Draw(_gradient), 0.35f);
        (cloth.FoldSlope, cloth.FoldFrequency) = (iteration.Draw(_foldSlope), iteration.Draw(_foldFrequency));
        if (iteration.Is(_pleats))
            (cloth.PleatSlope, cloth.PleatFrequency) = (iteration.Draw(_pleatSlope), iteration.Draw(_pleatFrequency));
        (cloth.BandContrast, cloth.BandRib) = (iteration.Draw(_bandContrast), iteration.Draw(_bandRib));
        cloth.NoiseOffset = new(iteration.Draw(_noiseX), iteration.Draw(_noiseY));
    }

    private void SetPrint(Iteration iteration, ref ClothSurface material, Vector4 frame)
    {
        material.Print = (PrintKind)iteration.Draw(_print);
        if (material.Print == PrintKind.None)
            return;
        material.PrintColor = ToColor(iteration.Draw(_printTone), iteration.Draw(_secondHue), 0.3f);
        material.PrintFrame = new(
            frame.X + frame.Z * iteration.Draw(_printX), frame.Y + frame.W * iteration.Draw(_printY),
            frame.Z * iteration.Draw(_printWidth), frame.W * iteration.Draw(_printHeight));
    }

    /// <summary>A linear colour whose photo has about this grey, 0 to 1.</summary>
    private static Vector3 ToColor(float tone, float hue, float saturation)
    {
        var wheel = new Vector3(MathF.Cos(MathF.Tau * hue), MathF.Cos(MathF.Tau * (hue - 1 / 3f)), MathF.Cos(MathF.Tau * (hue - 2 / 3f)));
        var encoded = Vector3.Clamp(new Vector3(tone) * (Vector3.One + 0.6f * saturation * wheel), Vector3.Zero, Vector3.One);
        return encoded * encoded;
    }

    private static Vector3 Shade(Vector3 color, float factor) => Vector3.Clamp(color * factor, Vector3.Zero, Vector3.One);

    private static Choice Patterns(float plain, float level, float upright, float slanted, float checks, float dots, float blotches, float split) => new(
        ("plain", plain), ("level stripes", level), ("upright stripes", upright), ("slanted stripes", slanted), ("checks", checks),
        ("dots", dots), ("blotches", blotches), ("split", split));

    private static Choice Prints(float none, float block, float disc, float ring, float text, float triangle) => new(
        ("none", none), ("block", block), ("disc", disc), ("ring", ring), ("text", text), ("triangle", triangle));
}
