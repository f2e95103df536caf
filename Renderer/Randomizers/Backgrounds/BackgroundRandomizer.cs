using System.Numerics;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers.Pictures;

namespace FewLabels.Sim.Renderer.Randomizers.Backgrounds;

/// <summary>Sets all of the scene's background: a plain colour, a gradient, a procedural pattern, a crop of a picture, or the environment.</summary>
public sealed class BackgroundRandomizer : Randomizer
{
    private readonly float _aspect;
    private readonly PictureFolder<Texture> _pictures;
    private readonly BackdropKind[] _kinds;
    private readonly PatternKind[] _patterns;
    private readonly Parameter _kind, _angle, _pattern, _frequency, _offsetX, _offsetY;
    private readonly (Parameter Hue, Parameter Saturation, Parameter Value) _first, _second;
    private readonly Parameter _picture, _pick, _cropSize, _cropX, _cropY, _blur, _intensity;

    /// <exception cref="ArgumentException">An outcome of kind or pattern has no such name, or the aspect is not positive.</exception>
    public BackgroundRandomizer(BackgroundOptions? options = null, string name = "background")
        : base(name)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Aspect);
        _aspect = options.Aspect;
        _kinds = ChoiceNames.Of<BackdropKind>(options.Kind);
        _kind = Declare("kind", options.Kind, about: "what is behind everything, where it is no picture");
        _first = (
            Declare("hue", options.Hue, allowed: new(-360, 360), unit: "deg", about: "the colour's hue"),
            Declare("saturation", options.Saturation, allowed: Allowed.Share, about: "the colour's saturation"),
            Declare("value", options.Value, allowed: Allowed.Share, about: "the colour's value, sRGB-encoded"));
        _second = (
            Declare("second-hue", options.SecondHue, allowed: new(-360, 360), unit: "deg", about: "hue of the gradient's end or the pattern's other colour"),
            Declare("second-saturation", options.SecondSaturation, allowed: Allowed.Share, about: "its saturation"),
            Declare("second-value", options.SecondValue, allowed: Allowed.Share, about: "its value, sRGB-encoded"));
        _angle = Declare("angle", options.Angle, allowed: new(-360, 360), unit: "deg", about: "of gradient or pattern, from the x axis");
        _patterns = ChoiceNames.Of(options.Pattern, PatternKind.None);
        _pattern = Declare("pattern", options.Pattern, about: "kind of procedural pattern");
        _frequency = Declare("frequency", options.Frequency, allowed: Allowed.Positive, about: "repeats of the pattern across the frame");
        _offsetX = Declare("offset-x", options.Offset, allowed: Allowed.Any, about: "where the pattern begins across, in repeats");
        _offsetY = Declare("offset-y", options.Offset, allowed: Allowed.Any, about: "where it begins down");
        var folder = Setting("pictures", options.Pictures, "a folder of pictures; empty for none");
        _pictures = PictureFolder.OfTextures(folder, options.Load);
        _picture = Declare("picture", options.Picture, about: "is it a picture? (where a folder is named)");
        _pick = Declare("pick", options.Pick, allowed: Allowed.Share, about: "which of the folder's pictures, a share of the sorted list");
        _cropSize = Declare("crop-size", options.CropSize, allowed: new(0.01f, 1), about: "the crop, a share of the largest that fits");
        _cropX = Declare("crop-x", options.CropPlace, allowed: Allowed.Share, about: "the crop's place across, from edge to edge");
        _cropY = Declare("crop-y", options.CropPlace, allowed: Allowed.Share, about: "the crop's place down");
        _blur = Declare("blur", options.Blur, allowed: new(0, 16), about: "halvings of the picture's sharpness");
        _intensity = Declare("intensity", options.Intensity, allowed: Allowed.Positive, about: "factor on the picture's or the environment's light");
    }

    public override IEnumerable<Asset> Assets => _pictures.Assets;

    /// <exception cref="FewLabelsException">The folder of pictures is missing or empty, or a file can't be opened.</exception>
    public override void OnScenarioStart() => _pictures.Open();

    public override void OnIterationStart(Iteration iteration)
    {
        var background = iteration.Scene.Background;
        // It is the last image's still.
        background.Reset();
        if (_pictures.IsGiven && iteration.Is(_picture))
        {
            DrawPicture(iteration, background);
            return;
        }
        switch (_kinds[(int)iteration.Draw(_kind)])
        {
            case BackdropKind.Environment:
                (background.Kind, background.Intensity) = (BackgroundKind.Environment, iteration.Draw(_intensity));
                break;
            case BackdropKind.Plain:
                background.Kind = BackgroundKind.Gradient;
                background.Color = background.SecondColor = DrawColor(iteration, _first);
                break;
            case BackdropKind.Gradient:
                background.Kind = BackgroundKind.Gradient;
                DrawColors(iteration, background);
                break;
            default:
                background.Kind = BackgroundKind.Pattern;
                DrawColors(iteration, background);
                (background.Pattern, background.Frequency) = (_patterns[(int)iteration.Draw(_pattern)], iteration.Draw(_frequency));
                background.Offset = new(iteration.Draw(_offsetX), iteration.Draw(_offsetY));
                break;
        }
    }

    private void DrawPicture(Iteration iteration, Background background)
    {
        var picture = _pictures.At(iteration.Draw(_pick));
        // The largest part of the picture with the frame's shape spans its whole height or its whole width.
        var shape = _aspect * picture.Height / picture.Width;
        var size = iteration.Draw(_cropSize) * new Vector2(Math.Min(1, shape), Math.Min(1, 1 / shape));
        var corner = (Vector2.One - size) * new Vector2(iteration.Draw(_cropX), iteration.Draw(_cropY));
        (background.Kind, background.Picture, background.PictureFrame) = (BackgroundKind.Picture, picture, new(corner, size.X, size.Y));
        (background.PictureBlur, background.Intensity) = (iteration.Draw(_blur), iteration.Draw(_intensity));
    }

    private void DrawColors(Iteration iteration, Background background)
    {
        (background.Color, background.SecondColor) = (DrawColor(iteration, _first), DrawColor(iteration, _second));
        background.Angle = float.DegreesToRadians(iteration.Draw(_angle));
    }

    private static Vector3 DrawColor(Iteration iteration, (Parameter Hue, Parameter Saturation, Parameter Value) color) =>
        new Hsv(iteration.Draw(color.Hue), iteration.Draw(color.Saturation), iteration.Draw(color.Value)).ToLinear();
}
