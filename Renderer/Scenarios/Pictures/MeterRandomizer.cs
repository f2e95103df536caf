using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>
/// The camera's exposure meter: it sees the light of plate and background and brings their mean to middle grey, more or less. So a plate before a bright sky is dark, and
/// one before dark trees too bright. Its correction is added to what <c>exposure.stops</c> draws; it comes last.
/// </summary>
public sealed class MeterRandomizer : Randomizer
{
    /// <summary>Linear light that the meter aims at.</summary>
    private const float MiddleGrey = 0.18f;

    /// <summary>Stops that a camera's shutter and gain have either way.</summary>
    private const float Reach = 6;

    private static readonly Vector3 Luminance = new(0.2126f, 0.7152f, 0.0722f);

    private readonly Parameter _weight, _strength;

    public MeterRandomizer()
        : base("meter")
    {
        _weight = Declare("background-weight", 0.3f, 0.9f, "camera", Allowed.Share, "", "share of the background in what the meter sees");
        _strength = Declare("strength", 0.6f, 1, "camera", Allowed.Share, "", "how much of the way to middle grey it goes");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        // A table hides the background.
        var weight = iteration.Subject.GetComponent<PlateTag>() is { Body: not BodyKind.Plate } ? 0 : iteration.Draw(_weight);
        var seen = float.Lerp(PlateLight(iteration), BackgroundLight(iteration.Scene), weight);
        var stops = iteration.Draw(_strength) * MathF.Log2(MiddleGrey / MathF.Max(seen, 1e-4f));
        iteration.Scene.Photo.Exposure += Math.Clamp(stops, -Reach, Reach);
    }

    private static float PlateLight(Iteration iteration)
    {
        var environment = iteration.Scene.Environment;
        var normal = Vector3.Transform(-Vector3.UnitZ, iteration.Subject.Transform.Rotation);
        // Of a hemisphere with three colours a surface gets about this.
        var around = 0.5f * environment.Equator + 0.25f * (1 + normal.Y) * environment.Sky + 0.25f * (1 - normal.Y) * environment.Ground;
        foreach (var root in iteration.Scene.Roots)
        {
            if (root.GetComponent<Light>() is { Type: LightType.Directional } sun)
                around += sun.Intensity * MathF.Max(0, -Vector3.Dot(sun.Forward, normal)) * sun.Color;
        }
        var print = iteration.Subject.GetComponent<MeshRenderer>()?.Material as StandardMaterial;
        var share = iteration.Subject.GetComponent<PlateTag>()?.Picture.Light ?? 0.5f;
        return share * Vector3.Dot(around * (print?.Albedo ?? Vector3.One) + (print?.Emission ?? Vector3.Zero), Luminance);
    }

    private static float BackgroundLight(Scene scene)
    {
        var background = scene.Background;
        return background.Kind switch
        {
            BackgroundKind.Environment => background.Intensity * Vector3.Dot(scene.Environment.Equator, Luminance),
            // Most pictures were exposed for middle grey themselves.
            BackgroundKind.Picture => background.Intensity * MiddleGrey,
            _ => Vector3.Dot(0.5f * (background.Color + background.SecondColor), Luminance),
        };
    }
}
