using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>Walks a scene's tree once: what is drawn, what is labelled, keypoints and lights.</summary>
internal sealed class SceneCollector
{
    // Above this an instance's box is taken about its meshes' boxes and not about every vertex.
    private const int MostExactVertices = 20_000;

    private readonly CameraSnapshot _camera;
    private readonly List<Renderable> _renderables;
    private readonly List<(GameObject Thing, Matrix4x4 World, int Parent)> _instances = [];
    private readonly List<SceneKeypoint> _keypoints = [];
    private readonly List<SceneLight> _lights = [];

    /// <param name="renderables">Cleared, then filled in the tree's order.</param>
    public SceneCollector(CameraSnapshot camera, List<Renderable> renderables)
    {
        (_camera, _renderables) = (camera, renderables);
        renderables.Clear();
    }

    public void Collect(IReadOnlyList<GameObject> roots)
    {
        foreach (var root in roots)
            Collect(root, Matrix4x4.Identity, 0);
    }

    public SceneSnapshot Snapshot(int step, float time)
    {
        var objects = new DrawnObject[_renderables.Count];
        for (var i = 0; i < objects.Length; i++)
            objects[i] = new(_renderables[i].Instance, _renderables[i].World);
        return new() { Camera = _camera, Objects = objects, Instances = Instances(), Keypoints = _keypoints, Lights = _lights, Step = step, Time = time };
    }

    private void Collect(GameObject thing, in Matrix4x4 parent, int instance)
    {
        if (!thing.Active)
            return;
        var world = thing.Transform.LocalToParent * parent;
        foreach (var component in thing.Components)
        {
            switch (component)
            {
                case Labeling:
                    _instances.Add((thing, world, instance));
                    instance = _instances.Count;
                    break;
                case Keypoint keypoint:
                    _keypoints.Add(new(instance, keypoint.Label, world.Translation, keypoint.SelfOcclusionDistance));
                    break;
                case Light light:
                    _lights.Add(new(light.Type, world.Translation, light.Forward, light.Color, light.Intensity));
                    break;
            }
        }
        if (thing.GetComponent<MeshRenderer>() is { } renderer && renderer.Mesh.IndexCount > 0)
            _renderables.Add(new(renderer, world, instance, renderer.Mesh.Bounds));
        foreach (var child in thing.Transform.Children)
            Collect(child.GameObject, world, instance);
    }

    private SceneInstance[] Instances()
    {
        var bounds = new Bounds[_instances.Count];
        var inverses = new Matrix4x4[_instances.Count];
        for (var i = 0; i < bounds.Length; i++)
        {
            bounds[i] = Bounds.Empty;
            Matrix4x4.Invert(_instances[i].World, out inverses[i]);
        }
        foreach (var part in _renderables)
        {
            if (part.Instance > 0)
                bounds[part.Instance - 1] = bounds[part.Instance - 1].With(BoundsIn(part, inverses[part.Instance - 1]));
        }
        var instances = new SceneInstance[bounds.Length];
        for (var i = 0; i < instances.Length; i++)
        {
            var (thing, world, parent) = _instances[i];
            instances[i] = new(i + 1, thing.GetComponent<Labeling>()!.ClassId, parent, thing.Name, world, bounds[i]);
        }
        return instances;
    }

    private static Bounds BoundsIn(in Renderable part, in Matrix4x4 inverse)
    {
        var toInstance = part.World * inverse;
        // A part that is only shifted and stretched keeps its box; a turned one would get a loose box about its box's corners.
        var straight = MathF.Abs(toInstance.M12) + MathF.Abs(toInstance.M13) + MathF.Abs(toInstance.M21)
            + MathF.Abs(toInstance.M23) + MathF.Abs(toInstance.M31) + MathF.Abs(toInstance.M32) < 1e-5f;
        var mesh = part.Renderer.Mesh;
        if (straight || mesh.VertexCount > MostExactVertices)
            return part.Bounds.Transformed(toInstance);
        var bounds = Bounds.Empty;
        foreach (ref readonly var vertex in mesh.Vertices)
            bounds = bounds.With(Vector3.Transform(vertex.Position, toInstance));
        return bounds;
    }
}
