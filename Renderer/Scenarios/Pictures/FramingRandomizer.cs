using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>A camera that sees the plate turned, and as large as drawn. What carries the plate stands still: the camera goes round it.</summary>
public sealed class FramingRandomizer : Randomizer
{
    private readonly Parameter _yaw, _pitch, _roll, _boxTilt, _cardTilt, _cardTurn, _distance, _share, _shiftX, _shiftY;

    public FramingRandomizer()
        : base("frame")
    {
        _yaw = Declare("yaw", new Normal(0, 14), "camera", new(-80, 80), "deg", "turn of the plate to the side, as it is seen");
        _pitch = Declare("pitch", new Normal(0, 6), "camera", new(-80, 80), "deg", "tilt of the plate; above 0 it is seen from above");
        _roll = Declare("roll", new Normal(0, 3.5f), "camera", new(-180, 180), "deg", "turn of the plate in its own plane");
        _boxTilt = Declare("box-tilt", new Uniform(0, 35), "camera", new(-80, 80), "deg", "how far from above a box is seen, more than the pitch");
        _cardTilt = Declare("card-tilt", new Uniform(0, 50), "camera", new(-80, 80), "deg", "how far from its lower side a card is seen, less the pitch: 0 from straight above");
        _cardTurn = Declare("card-turn", new Normal(0, 25), "camera", new(-360, 360), "deg", "turn of a card on the table, more than the roll");
        _distance = Declare("distance", new LogUniform(2, 25), "camera", new(0.7f, 1000), "m", "from camera to plate: near ones show perspective");
        _share = Declare("share", new TruncatedNormal(0.69f, 0.1f, 0.45f, 0.95f), "camera", new(0.01f, 5), "of frame", "the outline's longer side");
        _shiftX = Declare("shift-x", new Normal(0, 0.02f), "camera", new(-1, 1), "of frame", "how far to the right of the middle it is");
        _shiftY = Declare("shift-y", new Normal(0, 0.02f), "camera", new(-1, 1), "of frame", "how far above the middle it is");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        float yaw = iteration.Draw(_yaw), pitch = iteration.Draw(_pitch), roll = iteration.Draw(_roll);
        switch (iteration.Subject.GetComponent<PlateTag>()?.Body)
        {
            case BodyKind.Box:
                pitch += iteration.Draw(_boxTilt);
                break;
            case BodyKind.Card:
                (pitch, roll) = (pitch - iteration.Draw(_cardTilt), roll + iteration.Draw(_cardTurn));
                break;
        }
        const float degrees = MathF.PI / 180;
        // The plate's turn before a camera that stands still, the other way round.
        var seen = Quaternion.CreateFromYawPitchRoll(yaw * degrees, -pitch * degrees, roll * degrees);
        var camera = iteration.Scene.Camera;
        var distance = iteration.Draw(_distance);
        camera.Transform.LocalRotation = iteration.Subject.Transform.Parent!.LocalRotation * Quaternion.Conjugate(seen);
        camera.Transform.LocalPosition = Vector3.Transform(new(0, 0, -distance), camera.Transform.LocalRotation);
        (camera.Near, camera.Far) = (0.3f * distance, distance + 30);
        camera.FieldOfView = 2 * MathF.Atan(0.5f * PictureRandomizer.Longest / (distance * iteration.Draw(_share)));
        camera.LensShift = 2 * new Vector2(iteration.Draw(_shiftX), iteration.Draw(_shiftY));
    }
}
