using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Tests.Core.Images;
using SkiaSharp;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// Photos in: against the bare codec, which is handed the paths and drops what it decodes, on as many threads; and a listing in order against one in none.
/// </summary>
internal static class PhotoBenchmark
{
    private const int Rounds = 3;
    private const double Mebibyte = 1 << 20;

    public static IEnumerable<Figure> Run()
    {
        var folder = Directory.CreateTempSubdirectory("fewlabels-benchmark-").FullName;
        try
        {
            foreach (var figure in Large(Directory.CreateDirectory(Path.Combine(folder, "large")).FullName).Concat(Small(Directory.CreateDirectory(Path.Combine(folder, "small")).FullName))
                .Concat(Listing(Directory.CreateDirectory(Path.Combine(folder, "many")).FullName)))
                yield return figure;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Figure> Large(string folder)
    {
        const int Width = 4000, Height = 3000, Files = 8, Photos = 48;
        var pixels = new byte[3 * Width * Height];
        for (var i = 0; i < Files; i++)
        {
            Paint(pixels, Width, Height, 12, i);
            File.WriteAllBytes(Path.Combine(folder, $"{i:D4}.jpg"), JpegFile.Encode(pixels, Height, Width, 3, 90));
        }
        Links(folder, Files, Photos, ".jpg");
        var paths = new PhotoTree(folder).Files().ToArray();
        var rounds = Rate(paths, () => new PhotoTree(folder).ReadSquares(64, 3).Count(), path => Bare(path, 1f / 8));
        var ratio = RenderBenchmark.Median(rounds.Select(r => r.Ours / r.Bare));
        yield return new("12-megapixel JPEGs to 64×64 against the bare codec at an eighth", ratio, "at least 0.8", ratio >= 0.8, Rates(rounds, "photos"));
    }

    private static IEnumerable<Figure> Small(string folder)
    {
        const int Side = 32, Files = 1000, Photos = 100_000, InFolder = 10_000;
        var pixels = new byte[3 * Side * Side];
        for (var i = 0; i < Files; i++)
        {
            Paint(pixels, Side, Side, 30, i);
            var part = Directory.CreateDirectory(Path.Combine(folder, $"{i * Photos / Files / InFolder:D2}")).FullName;
            File.WriteAllBytes(Path.Combine(part, $"{i:D6}.png"), ImageCodec.EncodePng(new(Side, Side, 3, pixels)));
        }
        foreach (var part in Directory.GetDirectories(folder))
            Links(part, Files * InFolder / Photos, InFolder, ".png");
        var paths = new PhotoTree(folder).Files().ToArray();
        var resident = new List<double>();
        var rounds = Rate(paths, () => new PhotoTree(folder).ReadSquares(Side, 3).Select((_, i) => i).Count(i => i % 1000 != 0 || Add(resident)), path => Bare(path, 1));
        var ratio = RenderBenchmark.Median(rounds.Select(r => r.Ours / r.Bare));
        yield return new("100,000 small PNGs read back against the bare codec", ratio, "at least 0.8", ratio >= 0.8, Rates(rounds, "images"));
        // Of the last round: the first warmed up, and what is measured is what grows.
        var last = resident[^(Photos / 1000)..];
        var (first, end) = (last[..25].Average(), last[^25..].Average());
        yield return new("growth of resident memory over 100,000 images", end / first - 1, "at most 0.05", end / first - 1 <= 0.05,
            string.Create(CultureInfo.InvariantCulture, $"{first / Mebibyte:N1} to {end / Mebibyte:N1} MiB"));
    }

    private static IEnumerable<Figure> Listing(string folder)
    {
        const int Folders = 1000, InFolder = 1000;
        Parallel.For(0, Folders, i =>
        {
            var part = Directory.CreateDirectory(Path.Combine(folder, $"{i / 32:D2}", $"{i:D4}")).FullName;
            for (var j = 0; j < InFolder; j++)
                File.OpenHandle(Path.Combine(part, $"IMG_{j * 7919 % InFolder:D6}.jpg"), FileMode.CreateNew, FileAccess.Write).Dispose();
        });
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        var tree = new PhotoTree(folder);
        var ratios = new List<(double Ours, double Bare)>();
        for (var round = 0; round < Rounds; round++)
        {
            var bare = Timed(() => Directory.EnumerateFiles(folder, "*", everything).Count());
            ratios.Add((Folders * InFolder / Timed(() => tree.Files().Count()), Folders * InFolder / bare));
        }
        var ratio = RenderBenchmark.Median(ratios.Select(r => r.Ours / r.Bare));
        yield return new("a million files listed in order against a bare enumeration in none", ratio, "at least 0.8", ratio >= 0.8, Rates([.. ratios], "files"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = tree.Files().Select((_, i) => i % 100_000 == 0 ? GC.GetTotalMemory(forceFullCollection: true) - before : 0).Max();
        yield return new("memory held by a listing of a million files, MiB", most / Mebibyte, "at most 4", most <= 4 * Mebibyte, "the names of one folder on each level");
    }

    private static (double Ours, double Bare)[] Rate(string[] paths, Func<int> ours, Action<string> bare)
    {
        // Once without a clock: files come into the page cache and code is compiled.
        if (ours() != paths.Length)
            throw new InvalidOperationException("Not every photo was read.");
        return [.. Enumerable.Range(0, Rounds).Select(_ => (Bare: paths.Length / Timed(Bare), Ours: paths.Length / Timed(() => ours()))).Select(r => (r.Ours, r.Bare))];

        void Bare()
        {
            var next = 0;
            Parallel.For(0, Environment.ProcessorCount, _ =>
            {
                for (var i = Interlocked.Increment(ref next) - 1; i < paths.Length; i = Interlocked.Increment(ref next) - 1)
                    bare(paths[i]);
            });
        }
    }

    private static unsafe void Bare(string path, float scale)
    {
        using var data = SKData.CreateCopy(File.ReadAllBytes(path));
        using var codec = SKCodec.Create(data);
        var size = codec.GetScaledDimensions(scale);
        var pixels = NativeMemory.Alloc((nuint)(4 * size.Width * size.Height));
        var result = codec.GetPixels(new(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul), (IntPtr)pixels);
        NativeMemory.Free(pixels);
        if (result != SKCodecResult.Success)
            throw new InvalidOperationException($"{path}: {result}");
    }

    // Slopes with grain: as hard to code as a photo.
    private static void Paint(byte[] pixels, int width, int height, int grain, int number) => Parallel.For(0, height, y =>
    {
        var draws = StreamKey.Of(number).With(y).Open();
        for (var x = 0; x < width; x++)
        {
            var noise = draws.NextBits();
            for (var c = 0; c < 3; c++, noise >>= 16)
                pixels[3 * (y * width + x) + c] = (byte)((x * (c + 1) / 8 + y * (3 - c) / 8 & 127) + (int)(noise & 0xFFFF) * grain / 65536);
        }
    });

    // More names for the files that are there: they cost no disk.
    private static void Links(string folder, int files, int names, string ending)
    {
        var paths = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        for (var i = files; i < names; i++)
        {
            var name = Path.Combine(folder, $"x{i:D6}{ending}");
            if (Link(paths[i % files], name) != 0)
                File.Copy(paths[i % files], name);
        }
    }

    private static bool Add(List<double> resident)
    {
        // The second figure of statm: resident pages.
        var pages = long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture);
        resident.Add(pages * (double)Environment.SystemPageSize);
        return true;
    }

    private static double Timed(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Timed(Func<int> count) => Timed(() => { count(); });

    private static string Rates((double Ours, double Bare)[] rounds, string what) => string.Create(CultureInfo.InvariantCulture,
        $"{RenderBenchmark.Median(rounds.Select(r => r.Ours)):N0} against {RenderBenchmark.Median(rounds.Select(r => r.Bare)):N0} {what} a second");

    [DllImport("libc", EntryPoint = "link", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
