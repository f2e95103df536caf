using System.Numerics;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers.Pictures;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>A randomizer that draws surfaces for objects, those of the scenario or its own.</summary>
public abstract class SurfaceRandomizer : Randomizer
{
    private readonly PictureFolder<Texture> _textures;
    private readonly PatternKind[] _patterns;
    private readonly Parameter _hue, _saturation, _value, _metal, _metallic, _roughness, _translucent, _translucency;
    private readonly Parameter _pattern, _patternHue, _patternSaturation, _patternValue;
    private readonly Parameter _frequency, _softness, _turbulence, _patternX, _patternY, _patternZ;
    private readonly Parameter _textured, _texture, _repeats, _textureX, _textureY, _tint;

    /// <exception cref="ArgumentException">An outcome of the pattern is named after no <see cref="PatternKind"/>.</exception>
    protected SurfaceRandomizer(SurfaceOptions options, string name)
        : base(name)
    {
        _hue = Declare("hue", options.Hue, allowed: new(-360, 360), unit: "deg", about: "the colour's hue");
        _saturation = Declare("saturation", options.Saturation, allowed: Allowed.Share, about: "the colour's saturation");
        _value = Declare("value", options.Value, allowed: Allowed.Share, about: "the colour's value, sRGB-encoded");
        _metal = Declare("metal", options.Metal, about: "is it a metal?");
        _metallic = Declare("metallic", options.Metallic, allowed: Allowed.Share, about: "how metallic a metal is");
        _roughness = Declare("roughness", options.Roughness, allowed: Allowed.Share, about: "0 a mirror, 1 matt");
        _translucent = Declare("translucent", options.Translucent, about: "does it let light through? (no metal does)");
        _translucency = Declare("translucency", options.Translucency, allowed: Allowed.Share, about: "share of the light that it lets through");
        _patterns = ChoiceNames.Of<PatternKind>(options.Pattern);
        _pattern = Declare("pattern", options.Pattern, about: "kind of procedural pattern");
        _patternHue = Declare("pattern-hue", options.PatternHue, allowed: new(-360, 360), unit: "deg", about: "hue of the pattern's other colour");
        _patternSaturation = Declare("pattern-saturation", options.PatternSaturation, allowed: Allowed.Share, about: "its saturation");
        _patternValue = Declare("pattern-value", options.PatternValue, allowed: Allowed.Share, about: "its value, sRGB-encoded");
        _frequency = Declare("pattern-frequency", options.PatternFrequency, allowed: Allowed.Positive, unit: "1/m", about: "repeats of the pattern per metre");
        _softness = Declare("pattern-softness", options.PatternSoftness, allowed: Allowed.Share, about: "0 sharp edges, 1 soft");
        _turbulence = Declare("pattern-turbulence", options.PatternTurbulence, allowed: Allowed.Share, about: "how disturbed veins, rings and weaves are");
        _patternX = Declare("pattern-x", options.PatternOffset, allowed: Allowed.Any, about: "where the pattern begins along x, in repeats");
        _patternY = Declare("pattern-y", options.PatternOffset, allowed: Allowed.Any, about: "along y");
        _patternZ = Declare("pattern-z", options.PatternOffset, allowed: Allowed.Any, about: "along z");
        var folder = Setting("textures", options.Textures, "a folder of pictures that cover surfaces; empty for none");
        _textures = PictureFolder.OfTextures(folder, options.Load);
        _textured = Declare("textured", options.Textured, about: "does a picture cover it? (where a folder is named)");
        _texture = Declare("texture", options.Texture, allowed: Allowed.Share, about: "which of the folder's pictures, a share of the sorted list");
        _repeats = Declare("texture-repeats", options.TextureRepeats, allowed: new(0.001f, 1000), about: "repeats of the picture across the object");
        _textureX = Declare("texture-x", options.TextureOffset, allowed: Allowed.Any, about: "where the picture begins across, in repeats");
        _textureY = Declare("texture-y", options.TextureOffset, allowed: Allowed.Any, about: "where it begins down");
        _tint = Declare("texture-tint", options.TextureTint, allowed: Allowed.Share, about: "how much the colour tints the picture");
    }

    public override IEnumerable<Asset> Assets => _textures.Assets;

    /// <exception cref="FewLabelsException">The folder of textures is missing or empty, or a file can't be opened.</exception>
    public override void OnScenarioStart() => _textures.Open();

    /// <summary>A surface for object <paramref name="number"/> of the image; what is not drawn is as in a new material.</summary>
    /// <exception cref="FewLabelsException">A picture can't be read.</exception>
    protected StandardMaterial DrawSurface(Iteration iteration, int number)
    {
        var color = new Hsv(iteration.Draw(_hue, number), iteration.Draw(_saturation, number), iteration.Draw(_value, number)).ToLinear();
        var metal = iteration.Is(_metal, number);
        var surface = new StandardMaterial
        {
            Albedo = color,
            Metallic = metal ? iteration.Draw(_metallic, number) : 0,
            Roughness = iteration.Draw(_roughness, number),
            Translucency = !metal && iteration.Is(_translucent, number) ? iteration.Draw(_translucency, number) : 0,
        };
        if (_textures.IsGiven && iteration.Is(_textured, number))
            DrawTexture(iteration, number, surface);
        else
            DrawPattern(iteration, number, surface);
        return surface;
    }

    private void DrawTexture(Iteration iteration, int number, StandardMaterial surface)
    {
        surface.AlbedoTexture = _textures.At(iteration.Draw(_texture, number));
        surface.TextureScale = new(iteration.Draw(_repeats, number));
        surface.TextureOffset = new(iteration.Draw(_textureX, number), iteration.Draw(_textureY, number));
        surface.Albedo = Vector3.Lerp(Vector3.One, surface.Albedo, iteration.Draw(_tint, number));
    }

    private void DrawPattern(Iteration iteration, int number, StandardMaterial surface)
    {
        surface.Pattern = _patterns[(int)iteration.Draw(_pattern, number)];
        if (surface.Pattern == PatternKind.None)
            return;
        surface.PatternColor = new Hsv(
            iteration.Draw(_patternHue, number), iteration.Draw(_patternSaturation, number), iteration.Draw(_patternValue, number)).ToLinear();
        surface.PatternFrequency = iteration.Draw(_frequency, number);
        surface.PatternSoftness = iteration.Draw(_softness, number);
        surface.PatternTurbulence = iteration.Draw(_turbulence, number);
        surface.PatternOffset = new(iteration.Draw(_patternX, number), iteration.Draw(_patternY, number), iteration.Draw(_patternZ, number));
    }
}
