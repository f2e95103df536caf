using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers;

/// <summary>Makes one kind of annotation for each image. It holds nothing of an image: several threads share it.</summary>
public abstract class Labeler
{
    /// <summary>As <c>--labelers</c> takes it: lower case with hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>The buffers that it reads; the others of a <see cref="FrameView"/> may be empty.</summary>
    public abstract FrameBuffers Needs { get; }

    public abstract Annotation Label(FrameView frame);
}
