using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using static FewLabels.Sim.Renderer.Scenarios.Garments.GarmentClasses;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>Where the thing stands, what light falls on it, and a camera whose lens is fitted to it: pictures are trimmed to the garment.</summary>
public sealed class StudioRandomizer : Randomizer
{
    private readonly Parameter _yaw, _pitch, _roll, _stretch, _distance, _margin, _shiftX, _shiftY;
    private readonly Parameter _keyAzimuth, _keyHeight, _key, _fill, _sky, _ground;

    public StudioRandomizer()
        : base("studio")
    {
        _yaw = Declare("yaw", new ByClass(new Normal(0, 0.09f), (Sandal, new Normal(0, 0.22f)), (Sneaker, new Normal(0, 0.2f)),
            (AnkleBoot, new Normal(0, 0.22f)), (Bag, new Normal(0, 0.22f)), (Trouser, new Normal(0, 0.12f))));
        _pitch = Declare("pitch", new ByClass(new Normal(0.02f, 0.05f), (Sandal, new Normal(0.12f, 0.12f)), (Sneaker, new Normal(0.1f, 0.1f)),
            (AnkleBoot, new Normal(0.08f, 0.08f)), (Bag, new Normal(0.06f, 0.08f))));
        _roll = Declare("roll", new Normal(0, 0.02f));
        _stretch = Declare("stretch", new Normal(1, 0.04f));
        _distance = Declare("distance", 3, 8, "camera", new Allowed(1.5f, 100));
        _margin = Declare("margin", new Choice(("none", 0.92f), ("some", 0.08f)), "camera");
        _shiftX = Declare("shift-x", -0.018f, 0.018f, "camera");
        _shiftY = Declare("shift-y", -0.018f, 0.018f, "camera");
        _keyAzimuth = Declare("key-azimuth", -0.9f, 0.9f, "light");
        _keyHeight = Declare("key-height", 0.1f, 1.1f, "light");
        _key = Declare("key", 0.3f, 1.1f, "light");
        _fill = Declare("fill", 0.05f, 0.45f, "light");
        _sky = Declare("sky", 0.1f, 0.5f, "light");
        _ground = Declare("ground", 0.08f, 0.4f, "light");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var scene = iteration.Scene;
        var subject = iteration.Subject.Transform;
        // A positive pitch of the camera looks down on the thing, so the thing tips towards it.
        subject.SetEuler(-iteration.Draw(_pitch), iteration.Draw(_yaw), iteration.Draw(_roll));
        subject.LocalScale = new(iteration.Draw(_stretch), 1, 1);
        var azimuth = iteration.Draw(_keyAzimuth);
        // Lamps of some width: their light reaches round the edges.
        AddLamp(scene, "Key light", iteration.Draw(_keyHeight), azimuth, iteration.Draw(_key), 0.25f);
        AddLamp(scene, "Fill light", 0.1f, -azimuth * 0.8f, iteration.Draw(_fill), 3 / 7f);
        float sky = iteration.Draw(_sky), ground = iteration.Draw(_ground);
        (scene.Environment.Sky, scene.Environment.Equator, scene.Environment.Ground) = (new(sky), new(0.5f * (sky + ground)), new(ground));
        Frame(iteration);
    }

    private static void AddLamp(Scene scene, string name, float height, float azimuth, float intensity, float wrap)
    {
        var lamp = scene.Add(name);
        lamp.Transform.SetEuler(height, azimuth, 0);
        var light = lamp.AddComponent<Light>();
        (light.Intensity, light.Wrap) = (intensity, wrap);
    }

    private void Frame(Iteration iteration)
    {
        var camera = iteration.Scene.Camera;
        var distance = iteration.Draw(_distance);
        camera.Transform.LocalPosition = new(0, 0.35f, -distance);
        (camera.LensScale, camera.LensShift) = (Vector2.One, Vector2.Zero);
        (camera.FieldOfView, camera.Near, camera.Far) = (0.2f, distance - 1.2f, distance + 1.2f);
        var (low, high) = Bounds(iteration.Subject, Matrix4x4.Identity, camera.Snapshot(64, 64).WorldToClip);
        var extent = Math.Max(high.X - low.X, high.Y - low.Y);
        var margin = iteration.Draw(_margin) == 0 ? 0 : 0.06f;
        var scale = 2 * (1 - margin) / extent;
        camera.LensScale = new(scale);
        var middle = 0.5f * (low + high);
        // Trimming leaves no more than a pixel of play, and only when there is a margin to shift in.
        camera.LensShift = -scale * middle + margin * 33 * new Vector2(iteration.Draw(_shiftX), iteration.Draw(_shiftY)) * 0.05f;
    }

    private static (Vector2 Low, Vector2 High) Bounds(GameObject root, in Matrix4x4 parent, in Matrix4x4 clip)
    {
        var world = root.Transform.LocalToParent * parent;
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        if (root.GetComponent<MeshRenderer>() is { } renderer)
        {
            var toClip = world * clip;
            foreach (ref readonly var vertex in renderer.Mesh.Vertices)
            {
                var at = Vector4.Transform(vertex.Position, toClip);
                var point = new Vector2(at.X, at.Y) / at.W;
                low = Vector2.Min(low, point);
                high = Vector2.Max(high, point);
            }
        }
        foreach (var child in root.Transform.Children)
        {
            var (childLow, childHigh) = Bounds(child.GameObject, world, clip);
            low = Vector2.Min(low, childLow);
            high = Vector2.Max(high, childHigh);
        }
        return (low, high);
    }
}
