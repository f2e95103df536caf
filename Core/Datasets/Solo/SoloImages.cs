using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>The annotations of a capture that are pictures: masks as RGBA PNG, numbers as EXR.</summary>
internal static class SoloImages
{
    private static readonly string[] Colors = ["R", "G", "B", "A"];

    public static Rgba ColorOfClass(int classId) => InstanceColors.Of(classId + 1);

    /// <summary>The file's bytes and extension; null if the annotation has no picture.</summary>
    public static (byte[] Bytes, string Extension)? Encode(Annotation annotation) => annotation switch
    {
        SemanticSegmentation semantic => (Mask(semantic.Height, semantic.Width, semantic.Classes, label => label == SemanticSegmentation.Background ? InstanceColors.Background : ColorOfClass(label)), "png"),
        InstanceSegmentation instances => (Mask(instances.Height, instances.Width, instances.Instances, id => InstanceColors.Of(id)), "png"),
        DepthMap depth => (new ExrImage(depth.Height, depth.Width, Colors[..1], depth.Meters).Encode(), "exr"),
        VectorMap { Kind: VectorMapKind.OpticalFlow } flow => (new ExrImage(flow.Height, flow.Width, Colors[..flow.Channels], flow.Values).Encode(), "exr"),
        VectorMap map => (WithAlpha(map).Encode(), "exr"),
        _ => null,
    };

    private static byte[] Mask<T>(int height, int width, T[] map, Func<T, Rgba> colorOf)
        where T : struct, IEquatable<T>
    {
        var pixels = new byte[4 * map.Length];
        // Neighbours mostly show the same: a colour is looked up where it changes.
        var (last, color) = (default(T), colorOf(default));
        for (var i = 0; i < map.Length; i++)
        {
            if (!map[i].Equals(last))
                (last, color) = (map[i], colorOf(map[i]));
            (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) = (color.R, color.G, color.B, color.A);
        }
        return ImageCodec.EncodePng(new(height, width, 4, pixels), PngContent.Flat);
    }

    // As Unity has them: three numbers, and 1 where something is.
    private static ExrImage WithAlpha(VectorMap map)
    {
        var values = new float[4 * map.Height * map.Width];
        for (var i = 0; i < map.Height * map.Width; i++)
        {
            var vector = map.Values.AsSpan(map.Channels * i, map.Channels);
            vector.CopyTo(values.AsSpan(4 * i));
            values[4 * i + 3] = vector.ContainsAnyExcept(0) ? 1 : 0;
        }
        return new(map.Height, map.Width, Colors, values);
    }
}
