using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.Boxes3D;

/// <summary>
/// The oriented box of each instance that is seen: its local bounds along its own axes, with scale in the size. A mirrored instance's box has
/// a proper rotation all the same (its x axis points the other way), and a skewed one's is the least box along the straightened axes.
/// </summary>
/// <remarks>The velocity is the centre's through the world until the next step, in this image's camera axes: a moving camera adds nothing to it.</remarks>
public sealed class BoundingBoxes3DLabeler : Labeler
{
    public override string Name => "bounding-box-3d";

    public override FrameBuffers Needs => FrameBuffers.Objects;

    public override Annotation Label(FrameView frame)
    {
        using var seen = SeenObjects.Of(frame);
        var boxes = new BoundingBox3D[seen.Count];
        for (int i = 0, id = 0; i < boxes.Length; i++)
        {
            id = seen.NextAfter(id);
            boxes[i] = Box(frame.Scene, frame.Next, frame.Scene.Instances[id - 1]);
        }
        return new BoundingBoxes3D(Name, boxes);
    }

    private static BoundingBox3D Box(SceneSnapshot scene, SceneSnapshot? next, SceneInstance instance)
    {
        var bounds = instance.LocalBounds.IsEmpty ? default : instance.LocalBounds;
        var toCamera = instance.LocalToWorld * scene.Camera.WorldToCamera;
        var axes = Pose.Axes(toCamera);
        // The support of a parallelepiped along an axis is the sum of its edges' shares.
        Vector3 x = bounds.Size.X * Pose.Row(toCamera, 0), y = bounds.Size.Y * Pose.Row(toCamera, 1), z = bounds.Size.Z * Pose.Row(toCamera, 2);
        var size = new Vector3(Extent(axes.X), Extent(axes.Y), Extent(axes.Z));
        return new(instance.Id, instance.ClassId, Vector3.Transform(bounds.Center, toCamera), size, Pose.Rotate(axes), Velocity());

        float Extent(Vector3 axis) => MathF.Abs(Vector3.Dot(x, axis)) + MathF.Abs(Vector3.Dot(y, axis)) + MathF.Abs(Vector3.Dot(z, axis));

        Vector3 Velocity()
        {
            if (next is null || next.Time <= scene.Time)
                return default;
            var then = next.Instances[instance.Id - 1];
            var moved = Vector3.Transform(Center(then.LocalBounds), then.LocalToWorld) - Vector3.Transform(bounds.Center, instance.LocalToWorld);
            return Vector3.TransformNormal(moved, scene.Camera.WorldToCamera) / (next.Time - scene.Time);
        }
    }

    private static Vector3 Center(in Bounds bounds) => bounds.IsEmpty ? default : bounds.Center;
}
