using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>
/// Missed focus and a shaking hand, measured in the subject's edges: a picture is a crop of a wide photo, so its blur goes with the dice in it and not with its
/// frame. It comes after the frame is known.
/// </summary>
public sealed class BlurRandomizer : Randomizer
{
    private readonly Parameter _missed, _radius, _shaken, _length, _angle;

    public BlurRandomizer()
        : base("blur")
    {
        _missed = Declare("missed", new Chance(0.6f), "camera", about: "is it out of focus?");
        _radius = Declare("radius", new Curve((0, 2), (0.03f, 1), (0.07f, 0.2f)), "camera", new(0, 2), "of edge", "of the disc of confusion where it is, in edges of the subject");
        _shaken = Declare("shaken", new Chance(0.15f), "camera", about: "does the camera move?");
        _length = Declare("length", 0, 0.1f, "camera", new(0, 2), "of edge", "of the way where it does, in edges of the subject");
        _angle = Declare("angle", 0, 180, "camera", new(-360, 360), "deg", "the way's direction from the x axis, clockwise in the image");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var camera = iteration.Scene.Camera;
        var die = iteration.Subject.GetComponent<Die>()!;
        // What the frame's height spans where the subject is.
        var depth = Vector3.Dot(die.Transform.Position - camera.Transform.Position, Vector3.Transform(Vector3.UnitZ, camera.Transform.Rotation));
        var edge = die.Side / (2 * MathF.Tan(0.5f * camera.FieldOfView) * Math.Max(depth, camera.Near));
        var photo = iteration.Scene.Photo;
        photo.DefocusRadius = iteration.Is(_missed) ? edge * iteration.Draw(_radius) : 0;
        photo.MotionLength = iteration.Is(_shaken) ? edge * iteration.Draw(_length) : 0;
        photo.MotionAngle = float.DegreesToRadians(iteration.Draw(_angle));
    }
}
