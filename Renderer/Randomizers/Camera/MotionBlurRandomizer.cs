namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>A hand that shakes while the shutter is open, in some photos.</summary>
public sealed class MotionBlurRandomizer : Randomizer
{
    private readonly Parameter _shaken, _length, _angle;

    public MotionBlurRandomizer()
        : base("motion-blur")
    {
        _shaken = Declare("shaken", new Chance(0.3f), "camera", about: "whether the camera moves at all");
        _length = Declare("length", 0, 0.025f, "camera", new(0, 0.5f), "of side", "length of the way where it does, as a share of the image's shorter side");
        _angle = Declare("angle", 0, 180, "camera", new(-360, 360), "deg", "the way's direction from the x axis, clockwise in the image");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var photo = iteration.Scene.Photo;
        photo.MotionLength = iteration.Is(_shaken) ? iteration.Draw(_length) : 0;
        photo.MotionAngle = iteration.Draw(_angle) * (MathF.PI / 180);
    }
}
