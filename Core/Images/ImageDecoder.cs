using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images.Headers;
using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>One file's bytes on their way to pixels: the header held against the limits, then Skia.</summary>
internal static unsafe class ImageDecoder
{
    // Scaled decoding keeps at least so many pixels for each wanted one: the last halving is the filter's, which does it better than a scaled DCT.
    private const int KeptForEach = 2;

    private static readonly SKColorSpace Srgb = SKColorSpace.CreateSrgb();

    /// <summary>Scaled to fit a square, over black, upright, in sRGB.</summary>
    /// <param name="pixels">Where to: <c>[size, size, channels]</c>.</param>
    /// <exception cref="FewLabelsException">Beyond a limit, or not decodable.</exception>
    public static void Square(ReadOnlySpan<byte> encoded, string name, int size, int channels, DecodeLimits limits, Span<byte> pixels)
    {
        var header = ImageHeader.Read(encoded, name, limits);
        var shrunk = Shrunk(header, size);
        var (width, height) = ((header.Width + shrunk - 1) / shrunk, (header.Height + shrunk - 1) / shrunk);
        fixed (byte* file = encoded)
        {
            using var memory = DecodeMemory.Take(Needed(header, width, height), name, limits);
            using var codec = Open(file, encoded.Length, header, name, limits);
            using var decoded = new NativeBytes(4L * width * height);
            Decode(codec, header, width, height, SKAlphaType.Premul, decoded.Pointer, managed: true, name);
            SquareFit.Into(decoded.Span, width, height, header.Width, header.Height, shrunk, header.Orientation, size, channels, pixels);
        }
    }

    /// <summary>Whole, upright: <c>[H, W, 4]</c>, straight alpha.</summary>
    /// <exception cref="FewLabelsException">Beyond a limit, or not decodable.</exception>
    public static Image Rgba(ReadOnlySpan<byte> encoded, string name, DecodeLimits limits, bool managed)
    {
        var header = ImageHeader.Read(encoded, name, limits);
        var (width, height) = (header.Width, header.Height);
        var turned = header.Orientation > 1;
        if (4L * width * height > Array.MaxLength)
            throw ImageRefusal.TooLarge(ImageFault.Memory, name, $"{width}×{height} pixels", $"{Array.MaxLength / 4} in one array");
        fixed (byte* file = encoded)
        {
            using var memory = DecodeMemory.Take(Needed(header, width, height) + (turned ? 4L * width * height : 0), name, limits);
            using var codec = Open(file, encoded.Length, header, name, limits);
            var stored = GC.AllocateUninitializedArray<byte>(4 * width * height);
            fixed (byte* to = stored)
                Decode(codec, header, width, height, SKAlphaType.Unpremul, to, managed, name);
            return turned ? Turned(stored, header) : new(height, width, 4, stored);
        }
    }

    // JPEG's blocks of 8 decode to 4, 2 or 1 pixels a side at a fraction of the cost.
    private static int Shrunk(ImageHeader header, int size)
    {
        var by = 1;
        while (header.Format == ImageFormat.Jpeg && by < 8 && Math.Max(header.Width, header.Height) >= 2L * by * KeptForEach * size)
            by *= 2;
        return by;
    }

    private static long Needed(ImageHeader header, int width, int height) =>
        header.Working + 4L * width * height * (header.Colours is null ? 1 : 2);

    private static SKCodec Open(byte* file, int length, ImageHeader header, string name, DecodeLimits limits)
    {
        // The bytes stay ours, and where they are, until the codec is disposed of.
        using var data = SKData.Create((IntPtr)file, length);
        var codec = SKCodec.Create(data) ?? throw (header.Whole ? ImageRefusal.Damaged(name) : ImageRefusal.CutOff(name));
        // The header is believed only where the decoder reads the same.
        if ((codec.Info.Width, codec.Info.Height) == (header.Width, header.Height))
            return codec;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        codec.Dispose();
        throw ImageRefusal.Damaged(name, $"its header says {header.Width}×{header.Height} pixels and its picture has {width}×{height}");
    }

    private static void Decode(SKCodec codec, ImageHeader header, int width, int height, SKAlphaType alpha, byte* to, bool managed, string name)
    {
        if (managed && StatedColours.Of(header.Colours) is { } stated)
        {
            using var raw = new NativeBytes(4L * width * height);
            Read(codec, header, new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null), raw.Pointer, name);
            using var from = new SKPixmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, stated), (IntPtr)raw.Pointer);
            from.ReadPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, alpha, Srgb), (IntPtr)to, 4 * width);
            return;
        }
        Read(codec, header, new SKImageInfo(width, height, SKColorType.Rgba8888, alpha, managed ? Srgb : null), to, name);
    }

    private static void Read(SKCodec codec, ImageHeader header, SKImageInfo form, byte* to, string name)
    {
        // A picture that ends too early is refused too: half a grey photo is a wrong photo.
        var result = codec.GetPixels(form, (IntPtr)to);
        if (result != SKCodecResult.Success)
            throw result == SKCodecResult.IncompleteInput && !header.Whole ? ImageRefusal.CutOff(name) : ImageRefusal.Damaged(name);
    }

    private static Image Turned(byte[] stored, ImageHeader header)
    {
        var (width, height) = header.Orientation >= 5 ? (header.Height, header.Width) : (header.Width, header.Height);
        var upright = GC.AllocateUninitializedArray<byte>(stored.Length);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = Orientation.Stored(header.Orientation, x, y, width, height);
                stored.AsSpan(4 * (fromY * header.Width + fromX), 4).CopyTo(upright.AsSpan(4 * (y * width + x)));
            }
        }
        return new(height, width, 4, upright);
    }
}
