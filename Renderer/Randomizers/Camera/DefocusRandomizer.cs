using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>
/// Two ways to be out of focus: some photos missed it, and all of the picture is blurred alike; and a lens has depth of field, about a focus
/// at the depth of the labelled subject's origin times a factor.
/// </summary>
public sealed class DefocusRandomizer : Randomizer
{
    private readonly Parameter _missed, _radius, _aperture, _focus;

    public DefocusRandomizer()
        : base("defocus")
    {
        _missed = Declare("missed", new Chance(0.25f), "camera", about: "whether all of the picture is out of focus");
        _radius = Declare("radius", 0, 0.012f, "camera", new(0, 0.5f), "of side", "radius of the disk of confusion where the focus was missed, as a share of the image's shorter side");
        _aperture = Declare("aperture", 0, 0.003f, "camera", new(0, 1), "m of side", "the lens's f² / (2 N s): focal length, f-number, sensor's shorter side; 0.002 for a phone");
        _focus = Declare("focus", new Normal(1, 0.1f), "camera", new(0.05f, 20), "", "the focus's distance over the subject's");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var photo = iteration.Scene.Photo;
        photo.DefocusRadius = iteration.Is(_missed) ? iteration.Draw(_radius) : 0;
        photo.Aperture = iteration.Draw(_aperture);
        photo.FocusDistance = iteration.Draw(_focus) * DistanceToSubject(iteration);
    }

    private static float DistanceToSubject(Iteration iteration)
    {
        var camera = iteration.Scene.Camera.Transform;
        var forward = Vector3.Transform(Vector3.UnitZ, camera.Rotation);
        // A subject beside or behind the camera has no depth; the lens then focuses as near as it can.
        return Math.Max(Vector3.Dot(iteration.Subject.Transform.Position - camera.Position, forward), iteration.Scene.Camera.Near);
    }
}
