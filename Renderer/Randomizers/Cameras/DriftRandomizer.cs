using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Cameras;

/// <summary>Lets the camera drift and turn through an image's sequence (<c>--steps</c>), as a hand or a vehicle carries it. Single images are as they are.</summary>
public sealed class DriftRandomizer : Randomizer
{
    private readonly Parameter _right, _up, _forward, _yaw, _pitch, _roll;

    /// <param name="speed">Metres a second, the deviation along each axis.</param>
    /// <param name="turn">Degrees a second, the deviation about each axis.</param>
    public DriftRandomizer(float speed = 0.05f, float turn = 5, string name = "drift")
        : base(name)
    {
        Parameter Speed(string axis) => Declare(axis, new Normal(0, speed), "camera", new(-100, 100), "m/s", $"how fast the camera moves {axis}");
        Parameter Turn(string axis) => Declare(axis, new Normal(0, turn), "camera", new(-720, 720), "deg/s", $"how fast its {axis} changes");
        (_right, _up, _forward) = (Speed("right"), Speed("up"), Speed("forward"));
        (_yaw, _pitch, _roll) = (Turn("yaw"), Turn("pitch"), Turn("roll"));
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var drift = iteration.Scene.Camera.GameObject.AddComponent<Drift>();
        drift.Velocity = new(iteration.Draw(_right), iteration.Draw(_up), iteration.Draw(_forward));
        drift.Turn = MathF.PI / 180 * new Vector3(iteration.Draw(_pitch), iteration.Draw(_yaw), iteration.Draw(_roll));
    }
}
