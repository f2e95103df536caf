using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Cameras;

/// <summary>Puts the camera somewhere in a spherical shell about a target and turns it there; near and far planes go with the distance.</summary>
public sealed class CameraPoseRandomizer : Randomizer
{
    private readonly CameraPoseOptions _options;
    private readonly Parameter _distance, _azimuth, _elevation, _roll, _aimX, _aimY;

    /// <exception cref="ArgumentException">The near plane is not before the target, or the far plane not behind it.</exception>
    public CameraPoseRandomizer(CameraPoseOptions? options = null, string name = "camera")
        : base(name)
    {
        _options = options ??= new();
        if (!(options.NearShare is > 0 and < 1) || !(options.FarShare > 1))
            throw new ArgumentException("The target lies between the near plane (a share between 0 and 1) and the far plane (above 1).", nameof(options));
        _distance = Declare("distance", options.Distance, allowed: new(0.001f, 10_000), unit: "m", about: "from the target");
        _azimuth = Declare("azimuth", options.Azimuth, allowed: new(-360, 360), unit: "deg", about: "about the target: 0 in front (-Z), 90 right");
        _elevation = Declare("elevation", options.Elevation, allowed: new(-90, 90), unit: "deg", about: "above the target");
        _roll = Declare("roll", options.Roll, allowed: new(-360, 360), unit: "deg", about: "above 0 turns the picture clockwise");
        _aimX = Declare("aim-x", options.AimX, allowed: new(-2, 2), about: "how far right of the target it looks, a share of the distance");
        _aimY = Declare("aim-y", options.AimY, allowed: new(-2, 2), about: "how far above the target it looks, a share of the distance");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var camera = iteration.Scene.Camera;
        var target = Aim.Target(iteration, _options.Target);
        var distance = iteration.Draw(_distance);
        camera.Transform.At(target, Aim.Direction(iteration.Draw(_azimuth), iteration.Draw(_elevation)), distance);
        var beside = new Vector3(iteration.Draw(_aimX), iteration.Draw(_aimY), 0) * distance;
        // Turned from where it looks now, so that the aim means the same at the zenith, where no up is left.
        var up = Vector3.Transform(Vector3.UnitY, camera.Transform.Rotation);
        camera.Transform.LookAt(target + Vector3.Transform(beside, camera.Transform.Rotation), up);
        camera.Transform.LocalRotation *= Quaternion.CreateFromAxisAngle(Vector3.UnitZ, float.DegreesToRadians(iteration.Draw(_roll)));
        (camera.Near, camera.Far) = (_options.NearShare * distance, _options.FarShare * distance);
    }
}
