using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.SelfCheck;

/// <summary>
/// Holds an image's buffers, scene and labels against one another. Wrong labels are silent: training goes on, only worse. So each image is
/// asked whether it can be true, which costs one pass over its pixels and a little for each instance.
/// </summary>
public static class FrameCheck
{
    /// <summary>The first fault of an image in a sentence, or null.</summary>
    /// <remarks>
    /// Found are: objects that the scene does not have; boxes, maps and lists that differ from the pixels; depths, normals and silhouettes that
    /// cannot be; instances outside their own 3D boxes; a picture of one colour although something is drawn; and an image in which an
    /// instance that nothing stands before is missing. An image with no instance in view is well.
    /// </remarks>
    /// <param name="image"><c>[H, W, C]</c>: the developed picture.</param>
    /// <param name="annotations">What the labelers made of the frame; may be empty.</param>
    public static string? FindFault(FrameView frame, ReadOnlySpan<byte> image, int channels, IReadOnlyList<Annotation> annotations)
    {
        var maps = new PixelMaps(frame, annotations);
        if ((SizeFault(frame, image, channels) ?? maps.SizeFault) is { } wrongSize)
            return wrongSize;
        using var instances = new ObjectInstances(frame.Scene, out var unknown);
        using var seen = new SeenInstances(frame.Scene.Instances.Count);
        var fault = unknown
            ?? PixelCheck.FindFault(maps, instances, seen, out var drawn)
            ?? (drawn > 0 && IsOneColour(image, channels) ? $"Every pixel of the picture is the same, though {drawn} of them show something." : null)
            ?? InstanceCheck.FindFault(frame, seen);
        var truth = new SceneTruth(frame.Scene);
        for (var i = 0; fault is null && i < annotations.Count; i++)
            fault = AnnotationCheck.FindFault(annotations[i], frame, seen, truth);
        return fault;
    }

    private static string? SizeFault(FrameView frame, ReadOnlySpan<byte> image, int channels)
    {
        var pixels = frame.Width * frame.Height;
        if (image.Length != pixels * channels)
            return $"The picture has {image.Length} bytes, not {frame.Width} × {frame.Height} × {channels}.";
        if (frame.Objects.Length != pixels)
            return $"The object buffer has {frame.Objects.Length} pixels, not {frame.Width} × {frame.Height}.";
        if (!frame.Depth.IsEmpty && frame.Depth.Length != pixels)
            return $"The depth buffer has {frame.Depth.Length} pixels, not {frame.Width} × {frame.Height}.";
        if (!frame.Normals.IsEmpty && frame.Normals.Length != pixels * 3)
            return $"The buffer of normals has {frame.Normals.Length} numbers, not {frame.Width} × {frame.Height} × 3.";
        if (frame.Coverage is not { } coverage)
            return null;
        if (coverage.Count != frame.Scene.Instances.Count)
            return $"There are {coverage.Count} silhouettes, but the scene has {frame.Scene.Instances.Count} instances.";
        for (var i = 0; i < coverage.Count; i++)
        {
            if (!Silhouette.Fits(coverage[i], frame.Width, frame.Height))
                return $"The silhouette of instance {i + 1} does not fit into the frame.";
        }
        return null;
    }

    // Each pixel is like the one before it: the search ends at the first that is not.
    private static bool IsOneColour(ReadOnlySpan<byte> image, int channels) => image[channels..].SequenceEqual(image[..^channels]);
}
