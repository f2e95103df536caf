using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>
/// The labels of a frame that are files of their own in its sample: masks as PNG, numbers for each pixel as NumPy arrays, all of which WebDataset decodes by their endings.
/// </summary>
internal static class SampleFiles
{
    public const string ClassMask = "seg.png";
    public const string InstanceMask = "inst.png";

    /// <summary>The ending of an annotation's file, after the key and a dot; null if it has none.</summary>
    public static string? Ending(Annotation annotation) => annotation switch
    {
        SemanticSegmentation => ClassMask,
        InstanceSegmentation => InstanceMask,
        DepthMap or VectorMap => $"{Word(annotation.Labeler)}.npy",
        _ => null,
    };

    /// <summary>
    /// The file's bytes. Semantic: grey, the class, 255 for background. Instances: RGB as in COCO's panoptic masks, the id being R + 256 G, 0 for background. Arrays: float32,
    /// <c>[H, W]</c> or <c>[H, W, C]</c>.
    /// </summary>
    public static byte[] Encode(Annotation annotation) => annotation switch
    {
        SemanticSegmentation semantic => ImageCodec.EncodePng(new(semantic.Height, semantic.Width, 1, semantic.Classes), PngContent.Flat),
        InstanceSegmentation instances => Instances(instances),
        DepthMap depth => NumpyArray.Encode(depth.Meters, depth.Height, depth.Width),
        VectorMap map => NumpyArray.Encode(map.Values, map.Height, map.Width, map.Channels),
        _ => throw new ArgumentException($"{annotation.GetType().Name} is no file.", nameof(annotation)),
    };

    private static byte[] Instances(InstanceSegmentation segmentation)
    {
        var pixels = new byte[3 * segmentation.Instances.Length];
        for (var i = 0; i < segmentation.Instances.Length; i++)
            (pixels[3 * i], pixels[3 * i + 1]) = ((byte)segmentation.Instances[i], (byte)(segmentation.Instances[i] >> 8));
        return ImageCodec.EncodePng(new(segmentation.Height, segmentation.Width, 3, pixels), PngContent.Flat);
    }

    // The first dot ends the key, and names are paths in a tar.
    private static string Word(string labeler) => new([.. labeler.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')]);
}
