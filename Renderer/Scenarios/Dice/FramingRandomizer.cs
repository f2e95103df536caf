using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>Turns the camera to the middle of what it is about and chooses the lens that makes it as large as drawn: the subject alone, or all dice where they are scattered.</summary>
public sealed class FramingRandomizer : Randomizer
{
    private readonly Parameter _share, _group, _shiftX, _shiftY, _least;

    public FramingRandomizer()
        : base("frame")
    {
        _share = Declare("share", new Normal(0.67f, 0.08f), "camera", new(0.05f, 2), "of frame", "the longer side of the box about a centred subject");
        _group = Declare("group-share", 0.6f, 0.84f, "camera", new(0.05f, 2), "of frame", "the longer side of the box about scattered dice");
        _shiftX = Declare("shift-x", new Normal(0, 0.02f), "camera", new(-1, 1), "of frame", "how far to the right of the middle it is");
        _shiftY = Declare("shift-y", new Normal(0, 0.02f), "camera", new(-1, 1), "of frame", "how far above the middle it is");
        _least = Declare("least-width", 5, 16, "camera", new(0.5f, 1000), "edges", "what a picture of scattered dice shows at least, so that one alone is not seen from near");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var camera = iteration.Scene.Camera;
        var subject = iteration.Subject.GetComponent<Die>()!;
        var scattered = subject.IsScattered;
        Die[] dice = scattered ? [.. iteration.Query<Die>()] : [subject];
        var (low, high) = Extent(camera.Transform, dice);
        var depth = 0f;
        // A turn changes how wide angles look, so the middle moves a little; the second one ends that.
        for (var i = 0; i < 2; i++)
        {
            depth = Turn(camera.Transform, 0.5f * (low + high));
            (low, high) = Extent(camera.Transform, dice);
        }
        var longer = Math.Max(high.X - low.X, high.Y - low.Y);
        var height = longer / (scattered ? iteration.Draw(_group) : iteration.Draw(_share));
        if (scattered)
            height = Math.Max(height, iteration.Draw(_least) * subject.Side / depth);
        Turn(camera.Transform, -height * new Vector2(iteration.Draw(_shiftX), iteration.Draw(_shiftY)));
        camera.FieldOfView = Math.Clamp(2 * MathF.Atan(0.5f * height), 1e-3f, 3);
    }

    /// <summary>The box about dice on the plane at 1 m before the camera, x to the right and y up.</summary>
    private static (Vector2 Low, Vector2 High) Extent(Transform camera, ReadOnlySpan<Die> dice)
    {
        Vector2 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        Matrix4x4.Invert(camera.LocalToWorld, out var toCamera);
        foreach (var die in dice)
        {
            // Whichever face is up, a body looks the same; the coarsest of its meshes has its outline.
            var world = Matrix4x4.CreateScale(die.Side) * Matrix4x4.CreateRotationY(die.Heading) * Matrix4x4.CreateTranslation(die.Transform.Position);
            var matrix = world * toCamera;
            var mesh = die.Body.Mesh.LevelFor(1);
            foreach (ref readonly var vertex in mesh.Vertices)
            {
                var at = Vector3.Transform(vertex.Position, matrix);
                var place = new Vector2(at.X, at.Y) / MathF.Max(at.Z, 1e-3f);
                (low, high) = (Vector2.Min(low, place), Vector2.Max(high, place));
            }
        }
        return (low, high);
    }

    /// <summary>Turns the camera so that it looks at this place of the plane at 1 m.</summary>
    /// <returns>Metres to the table's height along the new axis, or far away where it looks past the table.</returns>
    private static float Turn(Transform camera, Vector2 place)
    {
        var rotation = camera.Rotation;
        var ahead = Vector3.Normalize(Vector3.Transform(new Vector3(place, 1), rotation));
        camera.LookAt(camera.Position + ahead, Vector3.Transform(Vector3.UnitY, rotation));
        return ahead.Y < -0.01f ? camera.Position.Y / -ahead.Y : 1000;
    }
}
