using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Keeps all buffers of each frame for the test.</summary>
internal sealed class FrameProbe(FrameBuffers needs = FrameBuffers.Objects | FrameBuffers.Depth | FrameBuffers.Normals | FrameBuffers.Coverage) : Labeler
{
    public override string Name => "probe";

    public override FrameBuffers Needs => needs;

    public override Annotation Label(FrameView frame) => new ProbedFrame(frame);
}

internal sealed record ProbedFrame(FrameView Frame) : Annotation("probe");
