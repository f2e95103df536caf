using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>
/// Adds objects of its own to the scene, without labels: background to every labeler. Their shapes, turns and surfaces are drawn here, their
/// sizes and places by who derives from it.
/// </summary>
public abstract class PropRandomizer : SurfaceRandomizer
{
    private readonly Prop[] _props;
    private readonly bool _castsShadows;
    private readonly Parameter _count, _shape;
    private readonly VectorParameter _orientation;

    /// <param name="shapes">Names and meshes, of any size. The meshes are shared by all images and must not change.</param>
    /// <exception cref="ArgumentException">There is no shape, one has no extent, or an outcome of the choice is named after none.</exception>
    private protected PropRandomizer(IReadOnlyList<(string Name, Mesh Mesh)> shapes, PropOptions options, string name)
        : base(options.Surface, name)
    {
        _castsShadows = options.CastsShadows;
        var props = shapes.Select(shape => new Prop(shape.Name, shape.Mesh)).ToArray();
        var choice = options.Shape ?? new Choice([.. props.Select(prop => (prop.Name, 1f))]);
        _props = [.. (choice.Choices ?? []).Select(outcome => Array.Find(props, prop => prop.Name == outcome)
            ?? throw new ArgumentException($"'{outcome}' is none of the shapes {string.Join(", ", props.Select(prop => prop.Name))}.", nameof(options)))];
        if (_props.Length == 0)
            throw new ArgumentException("A choice of shapes is needed.", nameof(options));
        _count = Declare("count", options.Count, allowed: new(0, 1000), about: "how many; the whole part counts");
        _shape = Declare("shape", choice, about: "an object's shape");
        _orientation = Declare("orientation", options.Orientation, about: "an object's turn, a unit quaternion");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var count = (int)iteration.Draw(_count);
        for (var i = 0; i < count; i++)
        {
            var prop = _props[(int)iteration.Draw(_shape, i)];
            var drawn = iteration.Draw(_orientation, i);
            var rotation = Quaternion.Normalize(new(drawn.X, drawn.Y, drawn.Z, drawn.W));
            // Drawn also where there is no room, so that no draw hangs on other randomizers' doings.
            var surface = DrawSurface(iteration, i);
            if (Place(iteration, i, prop, rotation) is { } place)
                Add(iteration.Scene, prop, rotation, place, surface);
        }
    }

    /// <summary>Draws where the middle of object <paramref name="number"/> is to be, and its scale; null when it finds no room.</summary>
    private protected abstract (Vector3 Center, float Scale)? Place(Iteration iteration, int number, Prop prop, Quaternion rotation);

    private void Add(Scene scene, Prop prop, Quaternion rotation, (Vector3 Center, float Scale) place, Material surface)
    {
        var thing = scene.Add(prop.Name);
        thing.Transform.LocalPosition = place.Center - place.Scale * Vector3.Transform(prop.Center, rotation);
        (thing.Transform.LocalRotation, thing.Transform.LocalScale) = (rotation, new(place.Scale));
        var renderer = thing.GetComponent<MeshRenderer>()!;
        (renderer.Mesh, renderer.Material, renderer.CastsShadows) = (prop.Mesh, surface, _castsShadows);
    }
}
