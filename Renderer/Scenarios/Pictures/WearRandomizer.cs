using System.Numerics;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>What years outdoors leave of a print: bleached and darkened colours, dirt, scratches, stickers, gloss, and light thrown back as road signs do.</summary>
public sealed class WearRandomizer : Randomizer
{
    private const int MostTries = 8;

    private static readonly TaggedObjects Plates = TaggedObjects.With<PlateTag>();

    private readonly Parameter _brightness, _saturation, _ink, _roughness, _glowing, _glow;
    private readonly Parameter _dirty, _dirt, _dirtValue, _dirtFrequency, _dirtPlace;
    private readonly Parameter _scratched, _scratches, _scratchValue, _stuck, _stickerSize, _stickerHue, _stickerSaturation, _stickerValue;

    public WearRandomizer()
        : base("wear")
    {
        _brightness = Declare("brightness", 0.55f, 1, "picture", Allowed.Share, "", "what is left of the print's light");
        _saturation = Declare("saturation", 0.6f, 1, "picture", Allowed.Share, "", "what is left of its colours");
        _ink = Declare("ink", 0.3f, 0.75f, "picture", Allowed.Share, "", "how much darker its colours are than on a screen");
        _roughness = Declare("roughness", 0.3f, 0.8f, "picture", Allowed.Share, "", "of its surface: below 0.3 it mirrors sun and sky");
        _glowing = Declare("glowing", new Chance(0.12f), "picture", about: "whether it throws the light of headlamps back");
        _glow = Declare("glow", new LogUniform(0.03f, 0.6f), "picture", new(0, 100), "", "how much light it throws back; 1 is as bright as a white thing in full light");
        _dirty = Declare("dirty", new Chance(0.5f), "picture", about: "whether dirt lies on it");
        _dirt = Declare("dirt", 0.05f, 0.5f, "picture", Allowed.Share, "", "how much of the print the dirt hides where it lies");
        _dirtValue = Declare("dirt-value", 0.1f, 0.6f, "picture", Allowed.Share, "", "how light it is, sRGB-encoded");
        _dirtFrequency = Declare("dirt-frequency", new LogUniform(2, 20), "picture", new(0.1f, 1000), "1/m", "how small its spots are");
        _dirtPlace = Declare("dirt-place", 0, 100, "picture", about: "which of all dirt");
        _scratched = Declare("scratched", new Chance(0.1f), "picture", about: "whether it is scratched");
        _scratches = Declare("scratches", 1, 9, "picture", new(0, 100), "", "how many scratches; the whole part counts");
        _scratchValue = Declare("scratch-value", 0.1f, 0.9f, "picture", Allowed.Share, "", "how light they are, sRGB-encoded");
        _stuck = Declare("stickers", new Choice(("none", 0.94f), ("one", 0.05f), ("two", 0.01f)), "picture", about: "stickers on it");
        _stickerSize = Declare("sticker-size", 0.06f, 0.2f, "picture", new(0.01f, 1), "of size", "of a sticker's longer side");
        _stickerHue = Declare("sticker-hue", 0, 360, "picture", new(-360, 360), "deg", "of a sticker");
        _stickerSaturation = Declare("sticker-saturation", 0, 0.9f, "picture", Allowed.Share, "", "of a sticker");
        _stickerValue = Declare("sticker-value", 0.1f, 1, "picture", Allowed.Share, "", "of a sticker, sRGB-encoded");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var (k, thing) in Plates.All(iteration).ToArray())
        {
            if (thing.GetComponent<MeshRenderer>()!.Material is StandardMaterial print)
                Wear(iteration, print, k);
            var plate = thing.GetComponent<PlateTag>()!;
            if (iteration.Is(_scratched, k))
                Scratch(iteration, plate, k);
            for (var s = 0; s < (int)iteration.Draw(_stuck, k); s++)
                Stick(iteration, plate, k, s);
        }
    }

    private void Wear(Iteration iteration, StandardMaterial print, int k)
    {
        print.Albedo = new(iteration.Draw(_brightness, k));
        print.AlbedoSaturation = iteration.Draw(_saturation, k);
        print.AlbedoInkDepth = iteration.Draw(_ink, k);
        print.Roughness = iteration.Draw(_roughness, k);
        if (iteration.Is(_glowing, k))
            (print.EmissionTexture, print.Emission) = (print.AlbedoTexture, new(iteration.Draw(_glow, k)));
        // All prints carry the pattern, clean ones at no strength: each other set of features is another shader and another draw.
        (print.Pattern, print.PatternSoftness) = (PatternKind.Noise, 0.4f);
        print.PatternStrength = iteration.Is(_dirty, k) ? iteration.Draw(_dirt, k) : 0;
        print.PatternColor = SrgbCurve.ToLinear(iteration.Draw(_dirtValue, k)) * new Vector3(1, 0.92f, 0.8f);
        print.PatternFrequency = iteration.Draw(_dirtFrequency, k);
        print.PatternOffset = new(iteration.Draw(_dirtPlace, k));
    }

    private void Scratch(Iteration iteration, PlateTag plate, int k)
    {
        var renderer = iteration.Scene.Add("scratches", plate.GameObject).GetComponent<MeshRenderer>()!;
        renderer.CastsShadows = false;
        renderer.Material = new StandardMaterial { Albedo = new(SrgbCurve.ToLinear(iteration.Draw(_scratchValue, k))), Roughness = 0.5f };
        var places = iteration.Key($"scratches {k}").Open();
        for (var i = 0; i < (int)iteration.Draw(_scratches, k); i++)
        {
            for (var attempt = 0; attempt < MostTries; attempt++)
            {
                var middle = plate.Size * new Vector2((float)places.Uniform(-0.5, 0.5), (float)places.Uniform(-0.5, 0.5));
                var (sine, cosine) = MathF.SinCos((float)places.Uniform(0, Math.Tau));
                var along = plate.Size.X * (float)places.Uniform(0.02, 0.2) * new Vector2(cosine, sine);
                var across = plate.Size.X * (float)places.Uniform(0.001, 0.006) * new Vector2(-sine, cosine);
                if (!plate.Picture.Shape.Holds(middle + along) || !plate.Picture.Shape.Holds(middle - along))
                    continue;
                plate.Surface.AddPatch(renderer.Mesh, middle, along, across, 0.0005f);
                break;
            }
        }
    }

    private void Stick(Iteration iteration, PlateTag plate, int k, int number)
    {
        var (drawn, places) = (2 * k + number, iteration.Key($"sticker {k} {number}").Open());
        var half = 0.5f * iteration.Draw(_stickerSize, drawn) * MathF.Max(plate.Size.X, plate.Size.Y);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var middle = plate.Size * new Vector2((float)places.Uniform(-0.5, 0.5), (float)places.Uniform(-0.5, 0.5));
            var (sine, cosine) = MathF.SinCos((float)places.Uniform(-0.6, 0.6));
            var (right, up) = (half * new Vector2(cosine, sine), half * (float)places.Uniform(0.3, 1) * new Vector2(-sine, cosine));
            Vector2[] corners = [middle + right + up, middle + right - up, middle - right + up, middle - right - up];
            if (!Array.TrueForAll(corners, plate.Picture.Shape.Holds))
                continue;
            var renderer = iteration.Scene.Add("sticker", plate.GameObject).GetComponent<MeshRenderer>()!;
            plate.Surface.AddPatch(renderer.Mesh, middle, right, up, 0.0008f);
            renderer.CastsShadows = false;
            renderer.Material = new StandardMaterial
            {
                Albedo = new Hsv(iteration.Draw(_stickerHue, drawn), iteration.Draw(_stickerSaturation, drawn), iteration.Draw(_stickerValue, drawn)).ToLinear(),
            };
            return;
        }
    }
}
