using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>
/// Puts objects on a plane, apart from one another, or anywhere in a box. The first so many in the scene's order are placed, and
/// those beyond, or for which there is no room, become inactive. Rotation and scale come before it where objects shall rest on the plane.
/// </summary>
public sealed class PlacementRandomizer : Randomizer
{
    private readonly TaggedObjects _objects;
    private readonly Vector3 _center;
    private readonly bool _resting;
    private readonly Parameter _count;
    private readonly VectorParameter? _point;
    private readonly Parameter[] _box = [];

    /// <param name="objects">Those with a <see cref="PlacementTag"/> when null.</param>
    public PlacementRandomizer(PlacementOptions? options = null, string name = "placement", TaggedObjects? objects = null)
        : base(name)
    {
        options ??= new();
        _objects = objects ?? TaggedObjects.With<PlacementTag>();
        (_center, _resting) = (options.Center, options.Resting);
        _count = Declare("count", options.Count, allowed: new(0, 10_000), about: "how many objects; the whole part counts");
        if (options.Disk is { } disk)
            _point = Declare("point", disk, unit: "m", about: "an object's place on the plane, x and z");
        else
        {
            _box =
            [
                Declare("x", options.X, allowed: Allowed.Any, unit: "m", about: "an object's place in the box"),
                Declare("y", options.Y, allowed: Allowed.Any, unit: "m", about: "an object's place in the box"),
                Declare("z", options.Z, allowed: Allowed.Any, unit: "m", about: "an object's place in the box"),
            ];
        }
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var objects = _objects.All(iteration).ToArray();
        var most = Math.Min((int)iteration.Draw(_count), objects.Length);
        var points = _point is null ? null : iteration.DrawPoints(_point, most);
        foreach (var (number, thing) in objects)
        {
            if (number >= (points?.Count ?? most))
                thing.Active = false;
            else if (points is not null)
                PutOnPlane(thing.Transform, points[number]);
            else
                thing.Transform.LocalPosition = _center + new Vector3(iteration.Draw(_box[0], number), iteration.Draw(_box[1], number), iteration.Draw(_box[2], number));
        }
    }

    private void PutOnPlane(Transform thing, Vector2 point)
    {
        thing.LocalPosition = Vector3.Zero;
        var lift = _resting ? Lowest(thing, thing.LocalToParent) : 0;
        thing.LocalPosition = _center + new Vector3(point.X, float.IsFinite(lift) ? -lift : 0, point.Y);
    }

    /// <summary>The smallest y of all that is drawn below a transform, infinite when nothing is.</summary>
    private static float Lowest(Transform at, in Matrix4x4 matrix)
    {
        var lowest = float.PositiveInfinity;
        if (!at.GameObject.Active)
            return lowest;
        if (at.GameObject.GetComponent<MeshRenderer>() is { } renderer)
        {
            foreach (ref readonly var vertex in renderer.Mesh.Vertices)
                lowest = Math.Min(lowest, Vector3.Transform(vertex.Position, matrix).Y);
        }
        foreach (var child in at.Children)
            lowest = Math.Min(lowest, Lowest(child, child.LocalToParent * matrix));
        return lowest;
    }
}
