using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Randomizers.Objects;

namespace FewLabels.Sim.Renderer.Randomizers.Cameras;

/// <summary>
/// Holds unlabelled objects between camera and target, each so large that its outline covers a drawn share of the frame (of the outline's
/// convex hull, the part beyond the frame's edge included). An object that would touch the near plane or the target is made smaller. Put it after
/// the camera's pose and lens.
/// </summary>
public sealed class OccluderRandomizer : PropRandomizer
{
    /// <summary>Of the size; the fourth step changes it by less than a thousandth.</summary>
    private const int Steps = 4;

    /// <summary>The frame in which it is measured; pixels need not be whole.</summary>
    private const int Side = 1000;

    private readonly Vector3? _target;
    private readonly int _width;
    private readonly Parameter _share, _depth, _x, _y;

    /// <inheritdoc cref="PropRandomizer(IReadOnlyList{ValueTuple{string, Mesh}}, PropOptions, string)"/>
    public OccluderRandomizer(IReadOnlyList<(string Name, Mesh Mesh)> shapes, OccluderOptions? options = null, string name = "occluders")
        : base(shapes, options ??= new(), name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Aspect);
        (_target, _width) = (options.Target, Math.Max(1, (int)MathF.Round(Side * options.Aspect)));
        _share = Declare("share", options.Share, allowed: new(0.00001f, 4), about: "share of the frame's area that one covers");
        _depth = Declare("depth", options.Depth, allowed: Allowed.Share, about: "its place on the way from the near plane to the target");
        _x = Declare("x", options.X, allowed: new(-3, 3), about: "its middle in the frame, -1 left edge, 1 right edge");
        _y = Declare("y", options.Y, allowed: new(-3, 3), about: "its middle in the frame, -1 lower edge, 1 upper edge");
    }

    private protected override (Vector3 Center, float Scale)? Place(Iteration iteration, int number, Prop prop, Quaternion rotation)
    {
        var view = iteration.Scene.Camera.Snapshot(_width, Side);
        var far = view.Project(Aim.Target(iteration, _target)).Z;
        var depth = view.Near + iteration.Draw(_depth, number) * (far - view.Near);
        // A little air before it and behind it.
        var room = 0.95f * Math.Min(depth - view.Near, far - depth) / prop.Radius;
        var at = new Vector2(0.5f * _width * (1 + iteration.Draw(_x, number)), 0.5f * Side * (1 - iteration.Draw(_y, number)));
        var area = iteration.Draw(_share, number) * _width * Side;
        if (!(room > 0))
            return null;
        var center = Vector3.Transform(view.ToCamera(at.X, at.Y, depth), view.CameraToWorld);
        return (center, Fit(view, prop, rotation, center, area, room));
    }

    /// <summary>The scale at which the outline has this area, in square pixels; areas grow about with the square of scales.</summary>
    private static float Fit(CameraSnapshot view, Prop prop, Quaternion rotation, Vector3 center, float area, float room)
    {
        var outline = new Vector2[prop.Points.Length];
        // Its sphere's outline would be a disk of the radius scale · Radius · focal length / depth.
        var pixels = view.FocalY * prop.Radius / (view.Orthographic ? 1 : Vector3.Transform(center, view.WorldToCamera).Z);
        var scale = Math.Min(room, MathF.Sqrt(area / MathF.PI) / pixels);
        for (var step = 0; step < Steps; step++)
        {
            for (var i = 0; i < outline.Length; i++)
            {
                var at = view.Project(center + scale * Vector3.Transform(prop.Points[i], rotation));
                outline[i] = new(at.X, at.Y);
            }
            var covered = Silhouette.HullArea(outline);
            // Seen edge-on, a flat thing covers nothing at any size.
            scale = covered > 0 ? Math.Min(room, scale * (float)Math.Sqrt(area / covered)) : room;
        }
        return scale;
    }
}
