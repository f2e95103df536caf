using System.Numerics;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers.Pictures;

namespace FewLabels.Sim.Renderer.Randomizers.Lights;

/// <summary>Sets all of the scene's environment: either colours from ground to sky and bright patches, or a panorama; and ambient occlusion.</summary>
public sealed class EnvironmentRandomizer : Randomizer
{
    private readonly PictureFolder<Panorama> _panoramas;
    private readonly Parameter _level, _equatorShare, _groundShare;
    private readonly (Parameter Hue, Parameter Saturation) _sky, _equator, _ground;
    private readonly Parameter _boxes, _boxAzimuth, _boxElevation, _boxSize, _boxLevel, _boxTemperature;
    private readonly Parameter _panorama, _pick, _rotation, _intensity, _occlusion, _radius;

    public EnvironmentRandomizer(EnvironmentOptions? options = null, string name = "environment")
        : base(name)
    {
        options ??= new();
        _level = Declare("level", options.Level, allowed: Allowed.Positive, about: "radiance from straight above");
        _equatorShare = Declare("equator-share", options.EquatorShare, allowed: Allowed.Positive, about: "the horizon's radiance, a share of the sky's");
        _groundShare = Declare("ground-share", options.GroundShare, allowed: Allowed.Positive, about: "the ground's radiance, a share of the sky's");
        _sky = DeclareColor("sky", options);
        _equator = DeclareColor("equator", options);
        _ground = DeclareColor("ground", options);
        _boxes = Declare("boxes", options.Boxes, allowed: new(0, SceneEnvironment.MostSoftBoxes + 1), about: "how many bright patches; the whole part counts");
        _boxAzimuth = Declare("box-azimuth", options.BoxAzimuth, allowed: new(-360, 360), unit: "deg", about: "where a patch is: 0 in front (-Z), 90 right");
        _boxElevation = Declare("box-elevation", options.BoxElevation, allowed: new(-90, 90), unit: "deg", about: "a patch above the horizon");
        _boxSize = Declare("box-size", options.BoxSize, allowed: new(1, 90), unit: "deg", about: "angle from a patch's middle at which it falls to 1/e");
        _boxLevel = Declare("box-level", options.BoxLevel, allowed: Allowed.Positive, about: "radiance at a patch's middle");
        _boxTemperature = Declare("box-temperature", options.BoxTemperature, allowed: new(BlackBody.Coldest, BlackBody.Hottest), unit: "K", about: "a patch's colour");
        var folder = Setting("panoramas", options.Panoramas, "a folder of equirectangular pictures of all around; empty for none");
        _panoramas = PictureFolder.OfPanoramas(folder, options.Load);
        _panorama = Declare("panorama", options.Panorama, about: "is there a panorama in place of colours and patches? (where a folder is named)");
        _pick = Declare("pick", options.Pick, allowed: Allowed.Share, about: "which of the folder's panoramas, a share of the sorted list");
        _rotation = Declare("rotation", options.Rotation, allowed: new(-360, 360), unit: "deg", about: "the panorama's turn about Y");
        _intensity = Declare("intensity", options.Intensity, allowed: Allowed.Positive, about: "factor on the panorama's light");
        _occlusion = Declare("occlusion", options.Occlusion, allowed: Allowed.Share, about: "how much crevices and contacts darken");
        _radius = Declare("occlusion-radius", options.OcclusionRadius, allowed: Allowed.Positive, unit: "m", about: "within which things shade one another");
    }

    public override IEnumerable<Asset> Assets => _panoramas.Assets;

    /// <exception cref="FewLabelsException">The folder of panoramas is missing or empty, or a file can't be opened.</exception>
    public override void OnScenarioStart() => _panoramas.Open();

    public override void OnIterationStart(Iteration iteration)
    {
        var environment = iteration.Scene.Environment;
        // It is the last image's still.
        environment.Reset();
        (environment.AmbientOcclusion, environment.AmbientOcclusionRadius) = (iteration.Draw(_occlusion), iteration.Draw(_radius));
        if (_panoramas.IsGiven && iteration.Is(_panorama))
        {
            (environment.Sky, environment.Equator, environment.Ground) = (default, default, default);
            environment.Panorama = _panoramas.At(iteration.Draw(_pick));
            environment.PanoramaRotation = float.DegreesToRadians(iteration.Draw(_rotation));
            environment.PanoramaIntensity = iteration.Draw(_intensity);
            return;
        }
        var level = iteration.Draw(_level);
        environment.Sky = level * DrawColor(iteration, _sky);
        environment.Equator = level * iteration.Draw(_equatorShare) * DrawColor(iteration, _equator);
        environment.Ground = level * iteration.Draw(_groundShare) * DrawColor(iteration, _ground);
        var boxes = Math.Min((int)iteration.Draw(_boxes), SceneEnvironment.MostSoftBoxes);
        for (var i = 0; i < boxes; i++)
            environment.SoftBoxes.Add(DrawBox(iteration, i));
    }

    private SoftBox DrawBox(Iteration iteration, int number)
    {
        var size = float.DegreesToRadians(iteration.Draw(_boxSize, number));
        return new(
            Aim.Direction(iteration.Draw(_boxAzimuth, number), iteration.Draw(_boxElevation, number)),
            // exp(s · (cos a − 1)) is 1/e at the angle a.
            1 / (1 - MathF.Cos(size)),
            iteration.Draw(_boxLevel, number) * BlackBody.ToLinear(iteration.Draw(_boxTemperature, number)));
    }

    private (Parameter, Parameter) DeclareColor(string part, EnvironmentOptions options) => (
        Declare($"{part}-hue", options.Hue, allowed: new(-360, 360), unit: "deg", about: $"hue of the {part}'s light"),
        Declare($"{part}-saturation", options.Saturation, allowed: Allowed.Share, about: "its saturation"));

    private static Vector3 DrawColor(Iteration iteration, (Parameter Hue, Parameter Saturation) color) =>
        new Hsv(iteration.Draw(color.Hue), iteration.Draw(color.Saturation), 1).ToLinear();
}
