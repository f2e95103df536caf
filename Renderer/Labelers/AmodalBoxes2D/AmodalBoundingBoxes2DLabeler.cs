using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.AmodalBoxes2D;

/// <summary>
/// The box of the part inside the frame of each instance, as if nothing stood before it, seen or not. It holds the box of what is seen also
/// where the silhouette's edge is a pixel short of it.
/// </summary>
public sealed class AmodalBoundingBoxes2DLabeler : Labeler
{
    public override string Name => "bounding-box-2d-amodal";

    public override FrameBuffers Needs => FrameBuffers.Objects | FrameBuffers.Coverage;

    public override Annotation Label(FrameView frame)
    {
        using var seen = SeenObjects.Of(frame);
        var coverage = frame.Coverage ?? throw new InvalidOperationException($"The {Name} labeler needs the coverage.");
        var count = 0;
        for (var id = 1; id <= seen.Instances; id++)
            count += IsInFrame(coverage[id - 1], seen[id]) ? 1 : 0;
        var boxes = new BoundingBox2D[count];
        count = 0;
        for (var id = 1; id <= seen.Instances; id++)
        {
            if (IsInFrame(coverage[id - 1], seen[id]))
                boxes[count++] = Box(frame.Scene.Instances[id - 1], coverage[id - 1], seen[id]);
        }
        return new BoundingBoxes2D(Name, boxes, Amodal: true);
    }

    private static bool IsInFrame(InstanceCoverage coverage, in PixelBounds seen) => coverage.PixelsInFrame > 0 || seen.Pixels > 0;

    private static BoundingBox2D Box(SceneInstance instance, InstanceCoverage coverage, in PixelBounds seen)
    {
        if (coverage.PixelsInFrame == 0)
            return new(instance.Id, instance.ClassId, seen.Left, seen.Top, seen.Width, seen.Height, seen.Pixels);
        int left = coverage.X, top = coverage.Y, right = left + coverage.Width, bottom = top + coverage.Height;
        if (seen.Pixels > 0)
        {
            (left, top) = (Math.Min(left, seen.Left), Math.Min(top, seen.Top));
            (right, bottom) = (Math.Max(right, seen.Right + 1), Math.Max(bottom, seen.Bottom + 1));
        }
        return new(instance.Id, instance.ClassId, left, top, right - left, bottom - top, seen.Pixels);
    }
}
