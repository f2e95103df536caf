using System.Numerics;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Lights;

/// <summary>Puts up the lamps: a key light with shadows, perhaps a fill light, and further point and spot lights about the target. They are objects of the scene.</summary>
public sealed class LightRandomizer : Randomizer
{
    // The scene's lights beyond its limit would not shine.
    private const int MostExtras = Light.MostLights - 2;

    private static readonly Allowed Turn = new(-360, 360), Rise = new(-90, 90), Kelvin = new(BlackBody.Coldest, BlackBody.Hottest);

    private readonly Vector3? _target;
    private readonly LightType[] _kinds;
    private readonly Parameter _azimuth, _elevation, _intensity, _temperature, _shadow, _softness;
    private readonly Parameter _fill, _fillAzimuth, _fillElevation, _fillShare, _fillTemperature;
    private readonly Parameter _extras, _kind, _extraAzimuth, _extraElevation, _distance, _extraIntensity, _extraTemperature, _spotAngle;

    /// <exception cref="ArgumentException">An outcome of the further lamps' kind is neither point nor spot.</exception>
    public LightRandomizer(LightOptions? options = null, string name = "light")
        : base(name)
    {
        options ??= new();
        _target = options.Target;
        _azimuth = Declare("azimuth", options.Azimuth, allowed: Turn, unit: "deg", about: "from where the key light comes: 0 in front (-Z), 90 right");
        _elevation = Declare("elevation", options.Elevation, allowed: Rise, unit: "deg", about: "the key light above the horizon");
        _intensity = Declare("intensity", options.Intensity, allowed: Allowed.Positive, about: "the key light; 1 makes white matt things white");
        _temperature = Declare("temperature", options.Temperature, allowed: Kelvin, unit: "K", about: "the key light's colour");
        _shadow = Declare("shadow-strength", options.ShadowStrength, allowed: Allowed.Share, about: "0 no shadow, 1 black");
        _softness = Declare("shadow-softness", options.ShadowSoftness, allowed: new(0, 0.05f), about: "blur of the shadow, a share of its map");
        _fill = Declare("fill", options.Fill, about: "is there a fill light?");
        _fillAzimuth = Declare("fill-azimuth", options.FillAzimuth, allowed: Turn, unit: "deg", about: "the fill light from straight opposite the key light");
        _fillElevation = Declare("fill-elevation", options.FillElevation, allowed: Rise, unit: "deg", about: "the fill light above the horizon");
        _fillShare = Declare("fill-share", options.FillShare, allowed: Allowed.Positive, about: "the fill light, a share of the key light");
        _fillTemperature = Declare("fill-temperature", options.FillTemperature, allowed: Kelvin, unit: "K", about: "the fill light's colour");
        _extras = Declare("extras", options.Extras, allowed: new(0, MostExtras + 1), about: "how many further lamps; the whole part counts");
        _kinds = ChoiceNames.Of(options.ExtraKind, LightType.Directional);
        _kind = Declare("extra-kind", options.ExtraKind, about: "a further lamp's kind");
        _extraAzimuth = Declare("extra-azimuth", options.ExtraAzimuth, allowed: Turn, unit: "deg", about: "from where it comes");
        _extraElevation = Declare("extra-elevation", options.ExtraElevation, allowed: Rise, unit: "deg", about: "above the horizon");
        _distance = Declare("extra-distance", options.ExtraDistance, allowed: new(0.01f, 1000), unit: "m", about: "from the target");
        _extraIntensity = Declare("extra-intensity", options.ExtraIntensity, allowed: Allowed.Positive, about: "its light at the target");
        _extraTemperature = Declare("extra-temperature", options.ExtraTemperature, allowed: Kelvin, unit: "K", about: "its colour");
        _spotAngle = Declare("extra-spot-angle", options.ExtraSpotAngle, allowed: new(1, 170), unit: "deg", about: "full angle of a spot's cone");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var target = Aim.Target(iteration, _target);
        float azimuth = iteration.Draw(_azimuth), intensity = iteration.Draw(_intensity);
        var key = Add(iteration, "Key light", target, Aim.Direction(azimuth, iteration.Draw(_elevation)), 1, iteration.Draw(_temperature), intensity);
        (key.ShadowStrength, key.ShadowSoftness) = (iteration.Draw(_shadow), iteration.Draw(_softness));
        if (iteration.Is(_fill))
        {
            var direction = Aim.Direction(azimuth + 180 + iteration.Draw(_fillAzimuth), iteration.Draw(_fillElevation));
            Add(iteration, "Fill light", target, direction, 1, iteration.Draw(_fillTemperature), intensity * iteration.Draw(_fillShare));
        }
        var extras = Math.Min((int)iteration.Draw(_extras), MostExtras);
        for (var i = 0; i < extras; i++)
            AddExtra(iteration, target, i);
    }

    private void AddExtra(Iteration iteration, Vector3 target, int number)
    {
        var direction = Aim.Direction(iteration.Draw(_extraAzimuth, number), iteration.Draw(_extraElevation, number));
        var distance = iteration.Draw(_distance, number);
        // A light's intensity holds at 1 m and falls with the square.
        var intensity = iteration.Draw(_extraIntensity, number) * distance * distance;
        var light = Add(iteration, "Lamp", target, direction, distance, iteration.Draw(_extraTemperature, number), intensity);
        light.Type = _kinds[(int)iteration.Draw(_kind, number)];
        light.Range = 20 * distance;
        if (light.Type == LightType.Spot)
            light.SpotAngle = float.DegreesToRadians(iteration.Draw(_spotAngle, number));
    }

    private static Light Add(Iteration iteration, string name, Vector3 target, Vector3 direction, float distance, float kelvin, float intensity)
    {
        var light = iteration.Scene.Add(name).AddComponent<Light>();
        light.Transform.At(target, direction, distance);
        (light.Color, light.Intensity) = (BlackBody.ToLinear(kelvin), intensity);
        return light;
    }
}
