using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.InstanceMasks;

/// <summary>The instance of each pixel, and those that are seen.</summary>
public sealed class InstanceSegmentationLabeler : Labeler
{
    public override string Name => "instance-segmentation";

    public override FrameBuffers Needs => FrameBuffers.Objects;

    public override Annotation Label(FrameView frame)
    {
        var map = GC.AllocateUninitializedArray<ushort>(frame.Width * frame.Height);
        using var seen = new SeenInstances(frame.Scene.Instances.Count);
        using var instances = new ObjectInstances(frame.Scene);
        foreach (var run in new PixelRuns(frame.Objects.Span, frame.Width))
        {
            var instance = instances[run];
            map.AsSpan(run.Start, run.Length).Fill((ushort)instance);
            if (instance != 0)
                seen.Add(instance, run);
        }
        var segments = new SegmentedInstance[seen.Count];
        for (int i = 0, id = 0; i < segments.Length; i++)
        {
            id = seen.NextAfter(id);
            var instance = frame.Scene.Instances[id - 1];
            segments[i] = new(id, instance.ClassId, instance.ParentId, seen[id].Pixels);
        }
        return new InstanceSegmentation(Name, frame.Height, frame.Width, map, segments);
    }
}
