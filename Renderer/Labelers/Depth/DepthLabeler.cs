using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.Depth;

/// <summary>Metres along the camera's forward axis.</summary>
public sealed class DepthLabeler : Labeler
{
    public override string Name => "depth";

    public override FrameBuffers Needs => FrameBuffers.Depth;

    public override Annotation Label(FrameView frame) =>
        new DepthMap(Name, frame.Height, frame.Width, frame.Depth.Span[..(frame.Width * frame.Height)].ToArray(), Range: false);
}
