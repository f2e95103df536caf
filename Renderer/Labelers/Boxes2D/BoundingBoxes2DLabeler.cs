using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.Boxes2D;

/// <summary>The tight box of what is seen of each instance.</summary>
public sealed class BoundingBoxes2DLabeler : Labeler
{
    public override string Name => "bounding-box-2d";

    public override FrameBuffers Needs => FrameBuffers.Objects;

    public override Annotation Label(FrameView frame)
    {
        using var seen = SeenObjects.Of(frame);
        var boxes = new BoundingBox2D[seen.Count];
        for (int i = 0, id = 0; i < boxes.Length; i++)
        {
            id = seen.NextAfter(id);
            ref readonly var bounds = ref seen[id];
            boxes[i] = new(id, frame.Scene.Instances[id - 1].ClassId, bounds.Left, bounds.Top, bounds.Width, bounds.Height, bounds.Pixels);
        }
        return new BoundingBoxes2D(Name, boxes, Amodal: false);
    }
}
