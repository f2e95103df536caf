using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.Pixels;

/// <summary>What is seen of a frame's instances, from its buffer of drawn objects.</summary>
internal static class SeenObjects
{
    /// <exception cref="InvalidOperationException">The buffer shows an object, or an object belongs to an instance, that the scene does not have.</exception>
    public static SeenInstances Of(FrameView frame)
    {
        var seen = new SeenInstances(frame.Scene.Instances.Count);
        using var instances = new ObjectInstances(frame.Scene);
        foreach (var run in new PixelRuns(frame.Objects.Span, frame.Width))
        {
            if (instances[run] is var instance and not 0)
                seen.Add(instance, run);
        }
        return seen;
    }
}
