using System.Buffers.Binary;
using System.Diagnostics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Core.Images.Made;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Images;

public sealed class DecodeLimitsTests : IDisposable
{
    private const long Mebibyte = 1 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Every_limit_is_held_to_the_last_and_not_beyond()
    {
        var png = MadePng.Of(4, 3, 8, MadePng.Grey, new byte[15]);
        Held(png, new(Bytes: png.Length), new(Bytes: png.Length - 1), ImageFault.Bytes);
        Held(png, new(Width: 4), new(Width: 3), ImageFault.Size);
        Held(png, new(Height: 3), new(Height: 2), ImageFault.Size);
        Held(png, new(Pixels: 12), new(Pixels: 11), ImageFault.Size);
        Held(png, new(Memory: 48), new(Memory: 47), ImageFault.Memory);
        var gif = MadeGif.Of(2, 2, [1, 2, 3], [new byte[4], new byte[4], new byte[4]]);
        Held(gif, new(Frames: 3), new(Frames: 2), ImageFault.Frames);
        Held(MadeWebp.Animated, new(Frames: 3), new(Frames: 2), ImageFault.Frames);
        Held(MadePng.Of(1, 1, 8, MadePng.Grey, [0, 7], ("acTL", [0, 0, 0, 5, 0, 0, 0, 0])), new(Frames: 5), new(Frames: 4), ImageFault.Frames);
        // A progressive file of one component has two scans, and one more for each empty one.
        Held(MadeJpeg.Flat(8, 8, [90], progressive: true, emptyScans: 3), new(Scans: 5), new(Scans: 4), ImageFault.Scans);

        void Held(byte[] file, DecodeLimits enough, DecodeLimits less, ImageFault fault)
        {
            ImageCodec.ReadRgba(file, "made", enough);
            ImageCodec.ReadSquare(file, "made", 2, 3, enough);
            Assert.Equal(fault, Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba(file, "made", less)).Reason);
            Assert.Equal(fault, Assert.Throws<FewLabelsException>(() => ImageCodec.ReadSquare(file, "made", 2, 3, less)).Reason);
            var path = Path.Combine(_folder, "made");
            File.WriteAllBytes(path, file);
            Assert.Equal(fault, Assert.Throws<FewLabelsException>(() => ImageCodec.ReadSquare(path, 2, 3, less)).Reason);
        }
    }

    [Fact]
    public void A_size_that_a_header_only_claims_takes_no_memory()
    {
        byte[] bmp = MadeBmp.Of(30_000, -30_000, 24, MadeBmp.Plain, [], []);
        byte[] jpeg = MadeJpeg.Flat(8, 8, [90]);
        BinaryPrimitives.WriteInt32BigEndian(jpeg.AsSpan(jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 5), 60_000 << 16 | 60_000);
        byte[] gif = [.. "GIF89a"u8, 255, 255, 255, 255, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];
        byte[] wide = [.. MadeGif.Of(1, 1, [1, 2, 3], [[0]])];
        // The picture, not the screen, is what is large.
        BinaryPrimitives.WriteUInt16LittleEndian(wide.AsSpan(wide.AsSpan().LastIndexOf((byte)0x2C) + 5), ushort.MaxValue);
        byte[] webp = [.. MadeWebp.Animated];
        webp.AsSpan(24, 6).Fill(255);
        byte[][] files = [MadePng.Of(int.MaxValue, int.MaxValue, 8, MadePng.Rgb, []), MadePng.Of(60_000, 60_000, 16, MadePng.Rgba, []), bmp, jpeg, gif, wide, webp];
        var peak = PeakMemory.Of(() =>
        {
            foreach (var file in files)
                Assert.Equal(ImageFault.Size, Assert.Throws<FewLabelsException>(() => ImageCodec.ReadSquare(file, "claims", 8, 3)).Reason);
        });
        // Gigabytes are claimed; what the runtime itself takes meanwhile is some megabytes.
        Assert.InRange(peak, 0, 64 * Mebibyte);
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read()
    {
        var path = Path.Combine(_folder, "long.png");
        // A hole: it takes no disk.
        using (var file = File.Create(path))
            file.SetLength(3L << 30);
        var peak = PeakMemory.Of(() => Assert.Equal(ImageFault.Bytes, Assert.Throws<FewLabelsException>(() => ImageCodec.ReadSquare(path, 8, 3)).Reason));
        // Gigabytes are claimed; what the runtime itself takes meanwhile is some megabytes.
        Assert.InRange(peak, 0, 64 * Mebibyte);
    }

    // Each is small, and within the limits or not, ends within seconds and within its share of memory.
    [Theory]
    [InlineData("64 million pixels in a few kilobytes")]
    [InlineData("the same, interlaced, with sixteen bits")]
    [InlineData("a profile that unpacks to 256 MiB")]
    [InlineData("texts that unpack to 256 MiB each")]
    [InlineData("a million chunks")]
    [InlineData("as many scans as are let pass")]
    [InlineData("ten thousand scans")]
    [InlineData("two hundred thousand frames")]
    [InlineData("a frame of one pixel on a canvas of 64 million")]
    public void A_bomb_ends_within_seconds_and_within_the_memory(string bomb)
    {
        var file = Bomb(bomb);
        var limits = new DecodeLimits();
        var watch = Stopwatch.StartNew();
        var peak = PeakMemory.Of(() =>
        {
            try
            {
                ImageCodec.ReadSquare(file, bomb, 64, 3, limits);
            }
            catch (FewLabelsException refused) when (refused.Reason is ImageFault)
            {
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{bomb}: {file.Length:N0} bytes, {watch.Elapsed.TotalSeconds:N2} s, {peak / Mebibyte} MiB");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
        Assert.InRange(peak, 0, limits.Memory + 64 * Mebibyte);
    }

    [Fact]
    public void Memory_that_a_smaller_limit_leaves_is_enough_for_what_passes_it()
    {
        // What is reckoned is not less than what is taken: otherwise the limit would be a word.
        var limits = new DecodeLimits(Memory: 100 * Mebibyte);
        byte[][] files =
        [
            Bomb("64 million pixels in a few kilobytes"), Zeros(5000, 5000, 0), Zeros(2900, 2900, 1), MadeJpeg.Flat(5000, 5000, [1, 2, 3]),
            MadeJpeg.Flat(3200, 3200, [1, 2, 3], progressive: true), MadeJpeg.Flat(2900, 2900, [1, 2, 3, 4], progressive: true),
        ];
        var passed = 0;
        foreach (var file in files)
        {
            var peak = PeakMemory.Of(() =>
            {
                try
                {
                    ImageCodec.ReadSquare(file, "some", 4096, 1, limits);
                    passed++;
                }
                catch (FewLabelsException refused) when (refused.Reason is ImageFault.Memory)
                {
                }
            });
            // The square itself, and the filter's rows.
            Assert.InRange(peak, 0, limits.Memory + 4096 * 4096L + 32 * Mebibyte);
        }
        Assert.Equal(files.Length - 1, passed);
    }

    [Fact]
    public void Decodings_side_by_side_stay_below_the_limit_together()
    {
        // 64 MiB each: two fit.
        var file = Zeros(4096, 4096, 0);
        var limits = new DecodeLimits(Memory: 130 * Mebibyte);
        var peak = PeakMemory.Of(() => Parallel.For(0, 12, new() { MaxDegreeOfParallelism = 12 }, _ => ImageCodec.ReadSquare(file, "one of many", 16, 3, limits)));
        Assert.InRange(peak, 0, 180 * Mebibyte);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Zeros(int width, int height, byte interlaced) => MadePng.Assembled([
        ("IHDR", MadePng.Header(width, height, (byte)(interlaced == 1 ? 16 : 8), interlaced == 1 ? MadePng.Rgba : MadePng.Grey, interlaced)),
        // Interlaced rows begin with a filter's byte in each of seven passes; more zeros than there are pixels do no harm.
        ("IDAT", MadePng.PackedZeros((long)width * height * (interlaced == 1 ? 8 : 1) + 4L * height)), ("IEND", [])]);

    private static byte[] Bomb(string name) => name switch
    {
        "64 million pixels in a few kilobytes" => Zeros(8192, 8192, 0),
        "the same, interlaced, with sixteen bits" => Zeros(8192, 8192, 1),
        "a profile that unpacks to 256 MiB" => MadePng.Of(1, 1, 8, MadePng.Grey, [0, 7], ("iCCP", [(byte)'p', 0, 0, .. MadePng.PackedZeros(256 * Mebibyte)])),
        "texts that unpack to 256 MiB each" => MadePng.Of(1, 1, 8, MadePng.Grey, [0, 7], [.. Enumerable.Repeat(("zTXt", (byte[])[(byte)'t', 0, 0, .. MadePng.PackedZeros(256 * Mebibyte)]), 8)]),
        "a million chunks" => MadePng.Assembled([("IHDR", MadePng.Header(1, 1, 8, MadePng.Grey)), .. Enumerable.Repeat(("tEXt", (byte[])[(byte)'t', 0]), 1_000_000), ("IDAT", MadePng.Packed([0, 7])), ("IEND", [])]),
        "as many scans as are let pass" => Scans(7680, 7680, 98),
        "ten thousand scans" => Scans(7680, 7680, 10_000),
        "two hundred thousand frames" => MadeGif.Of(1, 1, [1, 2, 3], [.. Enumerable.Repeat(new byte[1], 200_000)]),
        "a frame of one pixel on a canvas of 64 million" => Canvas(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    // One constant scan that breaks off at once, and many that hold nothing: libjpeg goes through every block each time.
    private static byte[] Scans(ushort width, ushort height, int count)
    {
        var small = MadeJpeg.Flat(8, 8, [90], progressive: true);
        var at = small.AsSpan().IndexOf([(byte)0xFF, (byte)0xC2]);
        BinaryPrimitives.WriteUInt16BigEndian(small.AsSpan(at + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(small.AsSpan(at + 7), width);
        return [.. small[..^2], .. Enumerable.Repeat(MadeJpeg.EmptyScan(1), count).SelectMany(scan => scan), 0xFF, 0xD9];
    }

    private static byte[] Canvas()
    {
        byte[] webp = [.. MadeWebp.Animated];
        byte[] side = [0xFF, 0x1F, 0, 0xFF, 0x1F, 0];
        side.CopyTo(webp, 24);
        return webp;
    }
}
