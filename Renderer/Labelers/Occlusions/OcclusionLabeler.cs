using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.Occlusions;

/// <summary>How much of each instance is seen; one that is hidden but inside the frame is told with a share of 0.</summary>
public sealed class OcclusionLabeler : Labeler
{
    public override string Name => "occlusion";

    public override FrameBuffers Needs => FrameBuffers.Objects | FrameBuffers.Coverage;

    public override Annotation Label(FrameView frame)
    {
        using var seen = SeenObjects.Of(frame);
        var coverage = frame.Coverage ?? throw new InvalidOperationException($"The {Name} labeler needs the coverage.");
        var count = 0;
        for (var id = 1; id <= seen.Instances; id++)
            count += InFrame(coverage[id - 1], seen[id].Pixels) > 0 ? 1 : 0;
        var shares = new InstanceOcclusion[count];
        count = 0;
        for (var id = 1; id <= seen.Instances; id++)
        {
            var inFrame = InFrame(coverage[id - 1], seen[id].Pixels);
            if (inFrame == 0)
                continue;
            var whole = Math.Max(coverage[id - 1].Pixels, inFrame);
            shares[count++] = new(id, frame.Scene.Instances[id - 1].ClassId, (float)seen[id].Pixels / inFrame, (float)inFrame / whole);
        }
        return new Occlusion(Name, shares);
    }

    // The silhouette is drawn in a pass of its own, whose edge may be a pixel short of what is seen: a share is never above 1.
    private static int InFrame(InstanceCoverage coverage, int visible) => Math.Max(coverage.PixelsInFrame, visible);
}
