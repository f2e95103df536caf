using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;

namespace NewScenario;

/// <summary>Where the origin of each labelled object is in the image, as a keypoint. Ask for it by <c>--labelers centre</c>.</summary>
public sealed class CentreLabeler : Labeler
{
    public override string Name => "centre";

    public override FrameBuffers Needs => FrameBuffers.None;

    public override Annotation Label(FrameView frame) => new Keypoints(Name, ["centre"], [.. frame.Scene.Instances.Select(instance =>
    {
        var at = frame.Scene.Camera.Project(instance.LocalToWorld.Translation);
        var seen = at.Z > 0 && at.X >= 0 && at.Y >= 0 && at.X < frame.Width && at.Y < frame.Height;
        var point = seen
            ? new KeypointLocation(at.X, at.Y, frame.Scene.Camera.ToCamera(at.X, at.Y, at.Z), KeypointState.Visible)
            : new KeypointLocation(0, 0, default, KeypointState.Absent);
        return new InstanceKeypoints(instance.Id, instance.ClassId, [point]);
    })]);
}
