using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Core.Datasets.Checks;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.SelfCheck;

/// <summary>Each instance of the scene against what is seen of it.</summary>
internal static class InstanceCheck
{
    /// <summary>Pixels that a mask may go beyond its projected 3D box: rasterisation, and a developed pixel that stands for several samples.</summary>
    public const float BoxTolerance = 1.5f;

    // An instance may be thin within its box (a ring, a lace) and fall between pixels where it is small.
    private const float PlainView = 8;

    public static string? FindFault(FrameView frame, SeenInstances seen)
    {
        var scene = frame.Scene;
        var nothing = seen.NextAfter(0) == 0;
        for (var id = 1; id <= seen.Instances; id++)
        {
            var instance = scene.Instances[id - 1];
            ref readonly var pixels = ref seen[id];
            if (instance.Id != id)
                return $"The scene's instance {id} calls itself {instance.Id}.";
            if (frame.Coverage is { } coverage)
            {
                if (Silhouette.FindFault(coverage[id - 1], id, pixels) is { } fault)
                    return fault;
                if (pixels.Pixels == 0 && Silhouette.FirstEmpty(coverage[id - 1], frame.Objects.Span, frame.Width) is >= 0 and var empty)
                    return $"Instance {id} is not seen, but nothing hides its silhouette at pixel ({empty % frame.Width}, {empty / frame.Width}).";
            }
            if (pixels.Pixels > 0)
            {
                if (ProjectedBox.Of(scene.Camera, instance) is not { } box)
                    return $"Instance {id} is seen, but its 3D box is {(instance.LocalBounds.IsEmpty ? "empty" : "before the near plane")}.";
                if (!box.Holds(pixels, BoxTolerance))
                    return $"Instance {id} is seen outside its 3D box ({LabelAgreement.Describe(pixels)} against {Describe(box)}).";
            }
            else if (nothing && ProjectedBox.Of(scene.Camera, instance) is { } box && IsInPlainView(frame, box))
            {
                return $"No instance is seen, but nothing stands before instance {id}.";
            }
        }
        return null;
    }

    public static string Describe(in ProjectedBox box) => $"{box.Left:0.#}, {box.Top:0.#} to {box.Right:0.#}, {box.Bottom:0.#}";

    /// <summary>Is the whole box between the planes and a pixel inside the frame, not small, and nothing drawn nearer than it?</summary>
    private static bool IsInPlainView(FrameView frame, in ProjectedBox box)
    {
        var camera = frame.Scene.Camera;
        if (box.Nearest < camera.Near || box.Farthest > camera.Far || box.Right - box.Left < PlainView || box.Bottom - box.Top < PlainView
            || box.Left < 1 || box.Top < 1 || box.Right > frame.Width - 1 || box.Bottom > frame.Height - 1)
        {
            return false;
        }
        int left = (int)box.Left, width = (int)box.Right - left + 1;
        for (var y = (int)box.Top; y <= (int)box.Bottom; y++)
        {
            var start = y * frame.Width + left;
            var objects = frame.Objects.Span.Slice(start, width);
            if (frame.Depth.IsEmpty)
            {
                // Without depth anything may be before it.
                if (objects.ContainsAnyExcept((ushort)0))
                    return false;
                continue;
            }
            var depth = frame.Depth.Span.Slice(start, width);
            for (var x = 0; x < width; x++)
            {
                if (objects[x] != 0 && depth[x] < box.Nearest)
                    return false;
            }
        }
        return true;
    }
}
