using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Turns objects from the pose that the scenario gave them, about their own origins and their parents' axes.</summary>
public sealed class RotationRandomizer : Randomizer
{
    private readonly TaggedObjects _objects;
    private readonly VectorParameter? _orientation;
    private readonly Parameter[] _angles = [];

    /// <param name="objects">Those with a <see cref="RotationTag"/> when null.</param>
    /// <exception cref="ArgumentException">The orientation's components are not x, y, z, w.</exception>
    public RotationRandomizer(RotationOptions? options = null, string name = "rotation", TaggedObjects? objects = null)
        : base(name)
    {
        options ??= new();
        _objects = objects ?? TaggedObjects.With<RotationTag>();
        if (options.Orientation is { } orientation)
        {
            if (!orientation.Components.SequenceEqual(["x", "y", "z", "w"]))
                throw new ArgumentException("An orientation is a quaternion x, y, z, w.", nameof(options));
            _orientation = Declare("orientation", orientation, about: "an object's turn, a unit quaternion");
        }
        else
        {
            _angles =
            [
                Declare("yaw", options.Yaw, allowed: new(-360, 360), unit: "deg", about: "turn about Y"),
                Declare("pitch", options.Pitch, allowed: new(-360, 360), unit: "deg", about: "turn about X, before the yaw"),
                Declare("roll", options.Roll, allowed: new(-360, 360), unit: "deg", about: "turn about Z, before both"),
            ];
        }
    }

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var (number, thing) in _objects.Active(iteration))
            thing.Transform.LocalRotation = Quaternion.Normalize(Draw(iteration, number) * thing.Transform.LocalRotation);
    }

    private Quaternion Draw(Iteration iteration, int number)
    {
        if (_orientation is not null)
        {
            var drawn = iteration.Draw(_orientation, number);
            return new(drawn.X, drawn.Y, drawn.Z, drawn.W);
        }
        var yaw = float.DegreesToRadians(iteration.Draw(_angles[0], number));
        var pitch = float.DegreesToRadians(iteration.Draw(_angles[1], number));
        return Quaternion.CreateFromYawPitchRoll(yaw, pitch, float.DegreesToRadians(iteration.Draw(_angles[2], number)));
    }
}
