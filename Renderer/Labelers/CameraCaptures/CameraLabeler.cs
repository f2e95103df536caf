using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.CameraCaptures;

/// <summary>The camera's projection and pose.</summary>
public sealed class CameraLabeler : Labeler
{
    public override string Name => "camera";

    public override FrameBuffers Needs => FrameBuffers.None;

    public override Annotation Label(FrameView frame)
    {
        var camera = frame.Scene.Camera;
        var pose = camera.CameraToWorld;
        return new CameraCapture(
            Name, camera.Width, camera.Height, camera.FocalX, camera.FocalY, camera.CenterX, camera.CenterY, camera.Orthographic,
            camera.Near, camera.Far, pose.Translation, Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(pose)));
    }
}
