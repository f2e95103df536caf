using System.Diagnostics;
using System.Globalization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Tests.Core.Datasets.Readers;
using FewLabels.Sim.Tests.Core.Images.Made;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Images;

/// <summary>
/// 20,000 files that were made wrong, each decoded or refused with its reason: never another exception, a crash, a wait or more memory than the limit.
/// <c>FEWLABELS_FUZZ_FILES</c> sets another number (a nightly run: 5,000,000), <c>FEWLABELS_FUZZ_SEED</c> other files, <c>FEWLABELS_FUZZ_FIRST</c> where to begin.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private const long Mebibyte = 1 << 20;

    private static readonly DecodeLimits Limits = new(Bytes: Mebibyte, Pixels: Mebibyte, Memory: 16 * Mebibyte, Frames: 50, Scans: 30);

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-fuzz-").FullName;

    [Fact]
    public void No_file_crashes_hangs_or_takes_more_memory_than_the_limit()
    {
        var (files, seed, start) = (Setting("FILES", 20_000), Setting("SEED", 1), Setting("FIRST", 0));
        var corpus = Corpus();
        var (first, decoded, refused, slowest) = (start, 0L, 0L, 0L);
        var watch = Stopwatch.StartNew();
        var peak = PeakMemory.Of(() => Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            // Should the process die, these are the files that it died of.
            using var last = File.OpenHandle(Path.Combine(_folder, $"last-{worker}"), FileMode.Create, FileAccess.Write);
            for (var i = Interlocked.Increment(ref first) - 1; i < start + files; i = Interlocked.Increment(ref first) - 1)
            {
                var key = StreamKey.Of(seed).With("file").With(i);
                var draws = key.With("corpus").Open();
                var file = Mutator.Mutate(corpus[draws.Next(corpus.Length)], corpus[draws.Next(corpus.Length)], key);
                RandomAccess.Write(last, file, 0);
                RandomAccess.SetLength(last, file.Length);
                var began = Stopwatch.GetTimestamp();
                Interlocked.Increment(ref Decodes(file, i, whole: draws.Chance(0.5)) ? ref decoded : ref refused);
                InterlockedMax(ref slowest, Stopwatch.GetElapsedTime(began).Ticks);
            }
        }));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{files} files from {corpus.Length}: {decoded} decoded, {refused} refused, {watch.Elapsed.TotalSeconds:N1} s, the slowest {TimeSpan.FromTicks(slowest).TotalMilliseconds:N0} ms, {peak / Mebibyte} MiB");
        Assert.Equal(files, decoded + refused);
        // Both ways out are gone through often, or nothing has been tried.
        Assert.InRange(decoded, files / 20, files);
        Assert.InRange(refused, files / 5, files);
        Assert.InRange(TimeSpan.FromTicks(slowest).TotalSeconds, 0, 5);
        // The collector's own young heap is in it; a leak of a kilobyte a file would be too.
        Assert.InRange(peak, 0, 256 * Mebibyte);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool Decodes(byte[] file, long number, bool whole)
    {
        try
        {
            var image = whole ? ImageCodec.ReadRgba(file, "file", Limits) : ImageCodec.ReadSquare(file, "file", 16, 3, Limits);
            return image.Pixels.Length > 0;
        }
        catch (FewLabelsException error) when (error.Reason is ImageFault)
        {
            return false;
        }
        catch (Exception error)
        {
            var kept = Path.Combine(Path.GetTempPath(), $"fewlabels-fuzz-{number}");
            File.WriteAllBytes(kept, file);
            throw new InvalidOperationException($"File {number}, kept as {kept}: {error.Message}", error);
        }
    }

    private byte[][] Corpus()
    {
        var draws = StreamKey.Of(0).With("pixels").Open();
        var pixels = new byte[3 * 40 * 33];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i % 120 * 2 + draws.Next(8));
        byte[] frame = [.. Enumerable.Range(0, 100).Select(i => (byte)(i % 16))];
        var deep = new byte[20 * (1 + 20 * 8)];
        byte[] mapped = [.. Enumerable.Range(0, 12).SelectMany(_ => (byte[])[0, 0, 1, 2, 3, 2, 1, 0, 0])];
        byte[][] made =
        [
            JpegFile.Encode(pixels, 33, 40, 3, 80), JpegFile.Encode(pixels.AsSpan(0, 33 * 40), 33, 40, 1, 95),
            MadeJpeg.Flat(50, 30, [90]), MadeJpeg.Flat(50, 30, [90, 100, 110], progressive: true, emptyScans: 4), MadeJpeg.Flat(30, 30, [90, 100, 110, 120], adobe: 2),
            [.. MadeJpeg.Flat(30, 20, [9, 8, 7])[..2], .. MadeJpeg.Exif(6), .. MadeJpeg.Flat(30, 20, [9, 8, 7])[2..]],
            ImageCodec.EncodePng(new(33, 40, 3, pixels)), ImageCodec.EncodePng(new(33, 40, 1, pixels[..(33 * 40)]), PngContent.Flat),
            MadePng.Of(20, 20, 16, MadePng.Rgba, deep, ("cICP", [12, 13, 0, 1]), ("eXIf", MadeJpeg.Tiff(5)), ("gAMA", [0, 0, 0xB1, 0x8F])),
            MadePng.Of(8, 12, 8, MadePng.Palette, mapped, ("PLTE", new byte[48]), ("tRNS", [0, 128]), ("iCCP", [(byte)'p', 0, 0, .. MadePng.Packed(new byte[600])])),
            MadePng.Assembled([("IHDR", MadePng.Header(20, 20, 16, MadePng.Rgba, 1)), ("acTL", [0, 0, 0, 2, 0, 0, 0, 0]), ("IDAT", MadePng.Packed([.. deep, .. new byte[80]])), ("IEND", [])]),
            MadeGif.Of(10, 10, [.. Enumerable.Range(0, 48).Select(i => (byte)(5 * i))], [frame, frame, frame], clear: 3, screen: 12),
            MadeWebp.Plain, MadeWebp.Turned, MadeWebp.Animated, MadeWebp.Clear,
            MadeBmp.Of(10, 10, 24, MadeBmp.Plain, [], new byte[320]), MadeBmp.Of(4, 4, 8, MadeBmp.Rle8, new byte[1024], [4, 1, 0, 0, 4, 2, 0, 0, 2, 3, 0, 2, 1, 1, 0, 3, 1, 2, 3, 0, 0, 1]),
            MadeBmp.Of(4, 4, 4, MadeBmp.Rle4, new byte[64], [4, 0x12, 0, 0, 4, 0x21, 0, 1]), MadeBmp.Os2(5, 5, new byte[80]),
            MadeBmp.Of(4, 4, 16, MadeBmp.Fields, [0, 0xF8, 0, 0, 0xE0, 7, 0, 0, 0x1F, 0, 0, 0], new byte[32]),
        ];
        // Other people's small files too, where they are.
        return SharedData.Find("photos-odd.zip") is null ? made :
            [.. made, .. Directory.EnumerateFiles(SharedData.Unpack("photos-odd.zip", _folder), "*", SearchOption.AllDirectories)
                .Where(path => ImageCodec.IsImage(path) && new FileInfo(path).Length < 20_000).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    private static long Setting(string name, long otherwise) =>
        Environment.GetEnvironmentVariable($"FEWLABELS_FUZZ_{name}") is { Length: > 0 } word ? long.Parse(word, CultureInfo.InvariantCulture) : otherwise;

    private static void InterlockedMax(ref long most, long value)
    {
        for (var known = Volatile.Read(ref most); value > known;)
            known = Interlocked.CompareExchange(ref most, value, known) is var seen && seen == known ? value : seen;
    }
}
