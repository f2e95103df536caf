using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers.Objects;

namespace FewLabels.Sim.Renderer.Randomizers.Backgrounds;

/// <summary>
/// Strews unlabelled objects beside and behind the target, as the camera sees it (Tremblay et al. 2018, "Training deep networks with synthetic
/// data", found that such distractors help detectors). Put it after the camera's pose, so that none comes before the subject.
/// </summary>
public sealed class DistractorRandomizer : PropRandomizer
{
    private readonly Vector3? _target;
    private readonly Parameter _size, _distance, _bearing, _height;

    /// <inheritdoc cref="PropRandomizer(IReadOnlyList{ValueTuple{string, Mesh}}, PropOptions, string)"/>
    public DistractorRandomizer(IReadOnlyList<(string Name, Mesh Mesh)> shapes, DistractorOptions? options = null, string name = "distractors")
        : base(shapes, options ??= new(), name)
    {
        _target = options.Target;
        _size = Declare("size", options.Size, allowed: new(0.0001f, 1000), unit: "m", about: "length of the longest side");
        _distance = Declare("distance", options.Distance, allowed: Allowed.Positive, unit: "m", about: "from the target, level");
        _bearing = Declare("bearing", options.Bearing, allowed: new(-360, 360), unit: "deg", about: "0 behind the target, 90 right of it, 180 before it");
        _height = Declare("height", options.Height, allowed: Allowed.Any, unit: "m", about: "of the lowest corner above the target");
    }

    private protected override (Vector3 Center, float Scale)? Place(Iteration iteration, int number, Prop prop, Quaternion rotation)
    {
        var target = Aim.Target(iteration, _target);
        var (sine, cosine) = MathF.SinCos(float.DegreesToRadians(iteration.Draw(_bearing, number)));
        var away = Away(iteration.Scene.Camera.Transform, target);
        var right = Vector3.Cross(Vector3.UnitY, away);
        var scale = iteration.Draw(_size, number) / prop.Longest;
        var place = target + iteration.Draw(_distance, number) * (cosine * away + sine * right);
        place.Y += iteration.Draw(_height, number) + scale * prop.Depth(rotation);
        return (place, scale);
    }

    /// <summary>The level direction from the camera to what lies behind the target.</summary>
    private static Vector3 Away(Transform camera, Vector3 target)
    {
        var away = (target - camera.Position) with { Y = 0 };
        // From straight above, behind is where the upper edge of the picture is.
        if (away.LengthSquared() < 1e-8f)
            away = Vector3.Transform(Vector3.UnitY, camera.Rotation) with { Y = 0 };
        return away.LengthSquared() < 1e-8f ? Vector3.UnitZ : Vector3.Normalize(away);
    }
}
