using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>
/// The camera: before the subject, turned no farther than a character stays what it is (a 6 is a 9 upside down), and as near as the subject is to fill the frame.
/// </summary>
public sealed class FrameRandomizer : Randomizer
{
    // Each step fits the distance to the box that the last one saw; the third changes it by less than a hundredth.
    private const int Steps = 3;

    private readonly Parameter _yaw, _pitch, _roll, _fieldOfView, _fill, _x, _y;

    public FrameRandomizer()
        : base("frame")
    {
        _yaw = Declare("yaw", new TruncatedNormal(0, 20, -40, 40), allowed: new(-60, 60), unit: "deg", about: "where the camera is: 0 in front, above 0 right");
        _pitch = Declare("pitch", new TruncatedNormal(0, 15, -30, 30), allowed: new(-50, 50), unit: "deg", about: "above the subject; its amount before what stands on the ground");
        _roll = Declare("roll", new TruncatedNormal(0, 10, -25, 25), allowed: new(-45, 45), unit: "deg", about: "above 0 turns the picture clockwise");
        _fieldOfView = Declare("field-of-view", 12, 45, allowed: new(1, 90), unit: "deg", about: "vertical");
        _fill = Declare("fill", 0.45f, 0.88f, allowed: new(0.05f, 2), about: "the longer side of the character's box in the picture, as a share of the frame's");
        _x = Declare("offset-x", new TruncatedNormal(0, 0.03f, -0.1f, 0.1f), allowed: new(-0.5f, 0.5f), about: "the box's middle right of the frame's, a share of the frame");
        _y = Declare("offset-y", new TruncatedNormal(0, 0.03f, -0.1f, 0.1f), allowed: new(-0.5f, 0.5f), about: "the box's middle above the frame's, a share of the frame");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var subject = iteration.Subject;
        var pitch = iteration.Draw(_pitch);
        if (subject.GetComponent<GlyphTag>()?.Kind == GlyphKind.Standing)
            pitch = MathF.Abs(pitch);
        var camera = iteration.Scene.Camera;
        camera.FieldOfView = float.DegreesToRadians(iteration.Draw(_fieldOfView));
        var direction = Aim.Direction(iteration.Draw(_yaw), pitch);
        float roll = float.DegreesToRadians(iteration.Draw(_roll)), fill = iteration.Draw(_fill);
        Vector2 offset = new(iteration.Draw(_x), iteration.Draw(_y));
        Fit(camera, subject, direction, roll, fill, offset);
    }

    /// <summary>Puts the camera in a direction from the subject, so that the subject's box fills a share of the frame about a place.</summary>
    internal static void Fit(Camera camera, GameObject subject, Vector3 direction, float roll, float fill, Vector2 offset)
    {
        // A coarse level has the outline that matters here.
        var mesh = subject.GetComponent<MeshRenderer>()!.Mesh.LevelFor(100);
        var height = mesh.Bounds.Size.Y;
        var world = subject.Transform.LocalToWorld;
        var target = subject.Transform.Position;
        var distance = GlyphScenario.Height / (2 * MathF.Tan(0.5f * camera.FieldOfView) * fill);
        for (var step = 0; step < Steps; step++)
        {
            camera.Transform.At(target, direction, distance);
            camera.Transform.LocalRotation *= Quaternion.CreateFromAxisAngle(Vector3.UnitZ, roll);
            (camera.Near, camera.Far) = (0.2f * distance, distance + 12);
            var view = camera.Snapshot(1, 1);
            var (low, high) = Project(mesh, world, view.WorldToClip);
            var extent = 0.5f * (high - low);
            // A full stop stays small beside a letter.
            var larger = Math.Max(Math.Max(extent.X, extent.Y), GlyphScenario.SmallestShare * extent.Y / Math.Max(height, 0.01f));
            // The frame is two units wide in clip space; at the distance, half of it is this many metres.
            var half = distance * MathF.Tan(0.5f * camera.FieldOfView);
            var aside = half * (0.5f * (low + high) - 2 * offset);
            target += Vector3.Transform(new(aside, 0), camera.Transform.Rotation);
            distance *= larger / fill;
        }
        camera.Transform.At(target, direction, distance);
        camera.Transform.LocalRotation *= Quaternion.CreateFromAxisAngle(Vector3.UnitZ, roll);
        (camera.Near, camera.Far) = (0.2f * distance, distance + 12);
    }

    private static (Vector2 Low, Vector2 High) Project(Mesh mesh, in Matrix4x4 world, in Matrix4x4 clip)
    {
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        var all = world * clip;
        foreach (ref readonly var vertex in mesh.Vertices)
        {
            var at = Vector4.Transform(vertex.Position, all);
            var point = new Vector2(at.X, at.Y) / Math.Max(at.W, 1e-4f);
            (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
        }
        return (low, high);
    }
}
