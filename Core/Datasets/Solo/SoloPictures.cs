using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>The pictures of a capture's annotations as numbers: masks from their colours, EXR files by channel.</summary>
/// <param name="height">Of the capture's picture, which all must have.</param>
/// <param name="read">A file that a member names.</param>
internal sealed class SoloPictures(int height, int width, Func<JsonPlace, byte[]> read)
{
    /// <summary>What each pixel's colour stands for, <c>[H, W]</c>.</summary>
    /// <param name="annotation">It names the picture.</param>
    /// <param name="numbers">The number of each colour; background is added.</param>
    /// <param name="background">Where nothing is: black, or clear.</param>
    public T[] Mask<T>(JsonPlace annotation, Dictionary<Rgba, T> numbers, T background)
        where T : struct
    {
        var file = annotation.Get("filename");
        var picture = ImageCodec.ReadRgba(read(file), file.Text(), managed: false);
        if ((picture.Height, picture.Width) != (height, width))
            throw file.Wrong($"a picture of {width}×{height} pixels; it has {picture.Width}×{picture.Height}");
        numbers.TryAdd(InstanceColors.Background, background);
        var map = new T[height * width];
        var (last, number) = (InstanceColors.Background, numbers[InstanceColors.Background]);
        for (var i = 0; i < map.Length; i++)
        {
            var color = new Rgba(picture.Pixels[4 * i], picture.Pixels[4 * i + 1], picture.Pixels[4 * i + 2], picture.Pixels[4 * i + 3]);
            if (color != last)
            {
                if (!numbers.TryGetValue(color, out number))
                    number = color.A == 0 ? background : throw file.Wrong($"a picture whose colours are all listed; pixel ({i % width}, {i / width}) is {color.R}, {color.G}, {color.B}, {color.A}");
                last = color;
            }
            map[i] = number;
        }
        return map;
    }

    /// <summary>The channels of an EXR file in the order asked for, <c>[H, W, C]</c>.</summary>
    public float[] Numbers(JsonPlace annotation, params ReadOnlySpan<string> channels)
    {
        var file = annotation.Get("filename");
        ExrImage image;
        try
        {
            image = ExrImage.Decode(read(file), (height, width));
        }
        catch (InvalidDataException error)
        {
            throw new FewLabelsException($"{file.Key} does not decode: {error.Message.TrimEnd('.')}", file.Text(), $"Expected: an OpenEXR file of {width}×{height} 32-bit floats, uncompressed or ZIP.", cause: error);
        }
        var numbers = new float[height * width * channels.Length];
        for (var c = 0; c < channels.Length; c++)
        {
            var from = -1;
            for (var i = 0; i < image.Channels.Count; i++)
            {
                if (image.Channels[i] == channels[c])
                    from = i;
            }
            if (from < 0)
                throw file.Wrong($"an EXR file with channel {channels[c]}; it has {string.Join(", ", image.Channels.Take(8).Select(DatasetErrors.Show))}");
            for (var i = 0; i < height * width; i++)
            {
                numbers[i * channels.Length + c] = image.Values[i * image.Channels.Count + from] is var number && float.IsFinite(number) ? number
                    : throw file.Wrong($"finite numbers; channel {channels[c]} of pixel ({i % width}, {i / width}) is {number}");
            }
        }
        return numbers;
    }
}
