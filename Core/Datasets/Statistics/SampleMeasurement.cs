using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>What is measured of one sample; small, so that many can wait for their turn.</summary>
public sealed record SampleMeasurement
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    public required int? ClassId { get; init; }

    public required double Brightness { get; init; }

    public required double Contrast { get; init; }

    /// <summary>NaN where the image is too small for it.</summary>
    public required double Sharpness { get; init; }

    public required double Colourfulness { get; init; }

    public required PowerSpectrum? Spectrum { get; init; }

    /// <summary>The objects that are seen; null where the dataset says nothing of objects.</summary>
    public required IReadOnlyList<MeasuredObject>? Objects { get; init; }

    public required UInt128 Content { get; init; }

    public required ImageHash? Look { get; init; }

    /// <summary>Reads a sample and measures it.</summary>
    /// <param name="side">Larger images are shrunk to this many pixels of their longer side before their pixels are measured.</param>
    /// <exception cref="Errors.FewLabelsException">The image can't be read.</exception>
    public static SampleMeasurement Of(DatasetSample sample, int side, DecodeLimits? limits = null)
    {
        var frame = sample.Load(limits);
        var file = frame.Encoded ?? sample.ReadEncoded();
        var image = ImageShrink.ToFit(frame.Image, side);
        var luma = PixelMeasures.Luma(image);
        var (mean, deviation) = PixelMeasures.Moments(luma);
        return new()
        {
            Width = frame.Image.Width,
            Height = frame.Image.Height,
            ClassId = frame.ClassId,
            Brightness = mean,
            Contrast = deviation,
            Sharpness = PixelMeasures.Sharpness(luma, image.Height, image.Width),
            Colourfulness = PixelMeasures.Colourfulness(image),
            Spectrum = PowerSpectrum.Of(luma, image.Height, image.Width),
            Objects = ObjectsOf(frame),
            Content = ImageSignatures.ContentOf(file.Bytes),
            Look = ImageHash.Of(luma, image.Height, image.Width),
        };
    }

    private static IReadOnlyList<MeasuredObject>? ObjectsOf(LabelledFrame frame)
    {
        float width = frame.Image.Width, height = frame.Image.Height;
        if (frame.Annotations.OfType<BoundingBoxes2D>().MinBy(boxes => boxes.Amodal) is { } boxes)
            return [.. boxes.Boxes.Select(box => new MeasuredObject(box.ClassId, box.X / width, box.Y / height, box.Width / width, box.Height / height))];
        if (frame.Annotations.OfType<InstanceSegmentation>().FirstOrDefault() is { } segmentation)
            return [.. Bounds(segmentation).Select(seen => new MeasuredObject(seen.ClassId, seen.Left / width, seen.Top / height, (seen.Right - seen.Left + 1) / width, (seen.Bottom - seen.Top + 1) / height))];
        return null;
    }

    private static IEnumerable<(int ClassId, int Left, int Top, int Right, int Bottom)> Bounds(InstanceSegmentation segmentation)
    {
        var bounds = new Dictionary<ushort, (int Left, int Top, int Right, int Bottom)>();
        for (var i = 0; i < segmentation.Instances.Length; i++)
        {
            if (segmentation.Instances[i] is not (not 0 and var id))
                continue;
            var (x, y) = (i % segmentation.Width, i / segmentation.Width);
            var known = bounds.TryGetValue(id, out var before) ? before : (Left: x, Top: y, Right: x, Bottom: y);
            bounds[id] = (Math.Min(known.Left, x), Math.Min(known.Top, y), Math.Max(known.Right, x), Math.Max(known.Bottom, y));
        }
        foreach (var seen in segmentation.Seen)
        {
            if (bounds.TryGetValue((ushort)seen.InstanceId, out var box))
                yield return (seen.ClassId, box.Left, box.Top, box.Right, box.Bottom);
        }
    }
}

/// <summary>A labelled object: its class and the box about what is seen of it, in shares of the image from the top left.</summary>
public readonly record struct MeasuredObject(int ClassId, float X, float Y, float Width, float Height);
