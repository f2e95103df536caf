using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>How the plate is turned, and a camera that makes it as large as drawn.</summary>
public sealed class FramingRandomizer : Randomizer
{
    private readonly Parameter _yaw, _pitch, _roll, _distance, _share, _shiftX, _shiftY;

    public FramingRandomizer()
        : base("frame")
    {
        _yaw = Declare("yaw", new Normal(0, 14), "camera", new(-80, 80), "deg", "turn of the plate to the side");
        _pitch = Declare("pitch", new Normal(0, 7), "camera", new(-80, 80), "deg", "tilt of the plate");
        _roll = Declare("roll", new Normal(0, 3.5f), "camera", new(-180, 180), "deg", "turn of the plate in its own plane");
        _distance = Declare("distance", new LogUniform(1.5f, 12), "camera", new(0.7f, 1000), "m", "from camera to plate: near ones show perspective");
        _share = Declare("share", new Uniform(0.62f, 0.9f), "camera", new(0.01f, 5), "of frame", "the plate's longer side");
        _shiftX = Declare("shift-x", new Normal(0, 0.02f), "camera", new(-1, 1), "of frame", "how far to the right of the middle it is");
        _shiftY = Declare("shift-y", new Normal(0, 0.02f), "camera", new(-1, 1), "of frame", "how far above the middle it is");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        const float degrees = MathF.PI / 180;
        iteration.Subject.Transform.Parent!.SetEuler(iteration.Draw(_pitch) * degrees, iteration.Draw(_yaw) * degrees, iteration.Draw(_roll) * degrees);
        var camera = iteration.Scene.Camera;
        var distance = iteration.Draw(_distance);
        camera.Transform.LocalPosition = new(0, 0, -distance);
        (camera.Near, camera.Far) = (0.3f * distance, distance + 20);
        camera.FieldOfView = 2 * MathF.Atan(0.5f * PictureRandomizer.Longest / (distance * iteration.Draw(_share)));
        camera.LensShift = 2 * new Vector2(iteration.Draw(_shiftX), iteration.Draw(_shiftY));
    }
}
