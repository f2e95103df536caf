using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A sample's image from its file's bytes, in as many channels as the file needs.</summary>
internal static class DatasetImages
{
    /// <summary>Upright, <c>[H, W, 1]</c> from a grey PNG, else <c>[H, W, 3]</c>, or <c>[H, W, 4]</c> where something is clear.</summary>
    /// <exception cref="FewLabelsException">Too large, or not decodable.</exception>
    public static Image Decode(EncodedImage encoded, string name, DecodeLimits? limits)
    {
        var image = ImageCodec.ReadRgba(encoded.Bytes, name, limits);
        for (var i = 3; i < image.Pixels.Length; i += 4)
        {
            if (image.Pixels[i] != byte.MaxValue)
                return image;
        }
        return WithChannels(image, IsGreyPng(encoded.Bytes) ? 1 : 3);
    }

    private static Image WithChannels(Image rgba, int channels)
    {
        var (source, pixels) = (rgba.Pixels, new byte[rgba.Height * rgba.Width * channels]);
        if (channels == 1)
        {
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = source[4 * i];
        }
        else
        {
            for (int from = 0, to = 0; to < pixels.Length; from += 4, to += 3)
                (pixels[to], pixels[to + 1], pixels[to + 2]) = (source[from], source[from + 1], source[from + 2]);
        }
        return new(rgba.Height, rgba.Width, channels, pixels);
    }

    // Byte 25 of a PNG is its colour type (ISO/IEC 15948, 11.2.2).
    private static bool IsGreyPng(ReadOnlySpan<byte> file) => file.Length > 25 && file[0] == 0x89 && file[1..4].SequenceEqual("PNG"u8) && file[25] == 0;
}
