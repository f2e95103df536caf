using System.Diagnostics;
using System.Numerics;
using System.Text;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Import;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Import;

public sealed class PanoramaFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void A_constant_panorama_lights_and_mirrors_exactly_constantly()
    {
        var panorama = PanoramaFile.Load(Hdr(64, 32, (_, _) => [128, 64, 192, 129]));
        Vector3 color = new(1, 0.5f, 1.5f);
        foreach (var normal in Directions())
            Assert.InRange((panorama.Diffuse(normal) - color).Length(), 0, 1e-6f);
        Assert.All(panorama.Harmonics[1..], factor => Assert.InRange(factor.Length(), 0, 1e-7f));
        for (var level = 0; level < Panorama.Levels; level++)
        {
            Assert.Equal((Panorama.Width >> level) * (Panorama.Width >> level) / 2 * 4, panorama.Mirror[level].Length);
            for (var i = 0; i < panorama.Mirror[level].Length; i += 4)
                Assert.Equal([(Half)1, (Half)0.5f, (Half)1.5f, (Half)1], panorama.Mirror[level][i..(i + 4)]);
        }
    }

    [Fact]
    public void A_bright_patch_lights_as_the_cosine_lobe_of_nine_harmonics_does()
    {
        const int width = 512, height = 256, left = 300, top = 90;
        // One pixel; the sum over bands of the lobe's factor times (2l + 1) / 4π times the Legendre polynomial, over π, is
        // (1/4 + c/2 + 5/32 (3c² − 1)) / π for light from one direction.
        var panorama = PanoramaFile.Load(Hdr(width, height, (x, y) => (x, y) == (left, top) ? [0, 128, 0, 144] : [0, 0, 0, 0]));
        const double radiance = 32768;
        var angle = 2 * Math.PI / width * (Math.Cos(Math.PI * top / height) - Math.Cos(Math.PI * (top + 1) / height));
        var light = Toward((left + 0.5) / width, (top + 0.5) / height);
        foreach (var normal in Directions())
        {
            var c = (double)Vector3.Dot(normal, light);
            var expected = radiance * angle / Math.PI * (0.25 + c / 2 + 5 / 32.0 * (3 * c * c - 1));
            var found = panorama.Diffuse(normal);
            Assert.Equal(expected, found.Y, 1e-3 * radiance * angle);
            Assert.Equal(0, found.X + found.Z);
            // And that is near the lobe itself.
            Assert.Equal(Math.Max(0, c), found.Y * Math.PI / (radiance * angle), 0.13);
        }
    }

    [Theory]
    [InlineData(0.5, 0.5, 0, 0, 1)]
    [InlineData(0.75, 0.5, 1, 0, 0)]
    [InlineData(0.25, 0.5, -1, 0, 0)]
    [InlineData(0.5, 0.01, 0, 1, 0)]
    [InlineData(0.5, 0.99, 0, -1, 0)]
    [InlineData(0.01, 0.5, 0, 0, -1)]
    public void The_middle_is_ahead_the_top_above_and_right_of_the_middle_to_the_right(double u, double v, float x, float y, float z)
    {
        var panorama = PanoramaFile.Load(Hdr(256, 128, (column, row) => Near(u, v, column, row) ? [128, 128, 128, 135] : [0, 0, 0, 0]));
        var to = new Vector3(x, y, z);
        Assert.True(panorama.Diffuse(to).X > 10 * Math.Abs(panorama.Diffuse(-to).X));
        for (var level = 0; level < Panorama.Levels; level++)
        {
            int width = Panorama.Width >> level, height = width / 2;
            var brightest = Enumerable.Range(0, width * height).MaxBy(i => panorama.Mirror[level][4 * i]);
            Assert.InRange(Vector3.Dot(to, Toward((brightest % width + 0.5) / width, (brightest / width + 0.5) / height)), 0.49, 1);
        }
    }

    [Fact]
    public void Mirror_images_are_blurred_by_the_distribution_of_normals()
    {
        // A narrow band of light about the horizon, and the sum of Karis 2013 over the sphere by brute force.
        static byte[] Pixel(int x, int y) => y is 30 or 31 ? [128, 128, 128, 133] : [0, 0, 0, 0];
        var panorama = PanoramaFile.Load(Hdr(128, 64, Pixel));
        for (var level = 1; level < Panorama.Levels; level++)
        {
            int width = Panorama.Width >> level, height = width / 2;
            for (var y = 0; y < height; y++)
            {
                var r = Toward(0.5 / width, (y + 0.5) / height);
                var alpha = Math.Pow(level / (Panorama.Levels - 1.0), 2);
                double light = 0, weights = 0;
                for (var i = 0; i < 360 * 720; i++)
                {
                    double u = (i % 720 + 0.5) / 720, v = (i / 720 + 0.5) / 360;
                    var d = Toward(u, v);
                    if (Vector3.Dot(r, d) <= 0)
                        continue;
                    var h = Vector3.Normalize(r + d);
                    var nh = (double)Vector3.Dot(r, h);
                    var distribution = alpha * alpha / (Math.PI * Math.Pow(nh * nh * (alpha * alpha - 1) + 1, 2));
                    var weight = distribution * Vector3.Dot(r, d) * Math.Sin(Math.PI * v);
                    weights += weight;
                    light += weight * (v is >= 30 / 64.0 and < 32 / 64.0 ? 16 : 0);
                }
                Assert.Equal(light / weights, (double)panorama.Mirror[level][4 * y * width], 0.02 + 0.05 * light / weights);
            }
        }
    }

    [Fact]
    public void Flat_old_and_new_rows_hold_the_same_picture()
    {
        static byte[] Pixel(int x, int y) => x < 20 ? [10, (byte)(100 + y), 30, 128] : [(byte)x, 200, 7, 130];
        var flat = PanoramaFile.Load(Hdr(64, 32, Pixel));
        Same(flat, PanoramaFile.Load(Hdr(64, 32, Pixel, OldRuns)));
        Same(flat, PanoramaFile.Load(Hdr(64, 32, Pixel, NewRuns)));
        Same(flat, PanoramaFile.Load(Hdr(64, 32, (x, y) => Pixel(63 - x, 31 - y), size: "+Y 32 -X 64")));
        Assert.NotEqual(flat.Harmonics[3], PanoramaFile.Load(Hdr(64, 32, (x, y) => Pixel(63 - x, y))).Harmonics[3]);
    }

    [Fact]
    public void Long_old_runs_add_up_as_digits()
    {
        // 600 = 1 + 0x57 + 0x2 << 8.
        var row = new byte[] { 128, 0, 0, 129, 1, 1, 1, 0x57, 1, 1, 1, 2 };
        var panorama = PanoramaFile.Load(Put("long.hdr", [.. Header("-Y 300 +X 600"), .. Enumerable.Repeat(row, 300).SelectMany(r => r)]));
        Assert.Equal(1, panorama.Diffuse(Vector3.UnitY).X, 1e-5);
    }

    [Fact]
    public void A_picture_of_two_million_pixels_is_prepared_in_two_seconds_and_the_same_each_time()
    {
        var path = Hdr(2048, 1024, (x, y) => [(byte)x, (byte)y, (byte)(x ^ y), (byte)(120 + (x / 300 + y / 90) % 12)]);
        var first = PanoramaFile.Load(path);
        // The best of three, since other tests run beside this one.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 3 && best > TimeSpan.FromSeconds(2); i++)
        {
            var watch = Stopwatch.StartNew();
            var again = PanoramaFile.Load(path);
            best = watch.Elapsed < best ? watch.Elapsed : best;
            Assert.Equal(first.Harmonics, again.Harmonics);
            for (var level = 0; level < Panorama.Levels; level++)
                Assert.True(first.Mirror[level].AsSpan().SequenceEqual(again.Mirror[level]));
        }
        Assert.True(best < TimeSpan.FromSeconds(2), $"It took {best.TotalSeconds:0.0} s.");
    }

    [Fact]
    public void Exposure_is_divided_out()
    {
        var plain = PanoramaFile.Load(Hdr(64, 32, (_, _) => [128, 128, 128, 129]));
        var bright = PanoramaFile.Load(Hdr(64, 32, (_, _) => [128, 128, 128, 130], exposure: "EXPOSURE= 2.0\nGAMMA=1\n"));
        Same(plain, bright);
    }

    [Fact]
    public void A_picture_is_made_linear()
    {
        var path = Put("grey.png", ImageCodec.EncodePng(new(16, 32, 1, [.. Enumerable.Repeat((byte)188, 512)])));
        // sRGB's own curve at 188/255.
        Assert.Equal(Math.Pow((188 / 255.0 + 0.055) / 1.055, 2.4), PanoramaFile.Load(path).Diffuse(Vector3.UnitX).Y, 1e-5);
    }

    [Fact]
    public void A_panorama_that_does_not_read_is_named()
    {
        var whole = File.ReadAllBytes(Hdr(64, 32, (x, y) => [(byte)x, (byte)y, 1, 128], NewRuns));
        Refused([.. whole[..^9]], "ends");
        Refused([.. Header("-Y 32 +X 64"), 2, 2, 0, 65], "length");
        Refused([.. Header("-Y 32 +X 64"), 2, 2, 0, 64, 255, 1, 0], "run");
        Refused([.. Header("-Y 32 +X 64"), 1, 1, 1, 1], "run");
        Refused([.. Header("-Y 32 +X 64"), 9, 9, 9, 9, 1, 1, 1, 255, 1, 1, 1, 255, 1, 1, 1, 255, 1, 1, 1, 255], "run");
        Refused([.. Header("-Y 32 +X 32")], "equirectangular");
        Refused([.. Header("-Y 99999 +X 199998")], "large");
        Refused([.. Header("-Y 0 +X 0")], "positive");
        Refused([.. Header("+X 64 -Y 32")], "columns");
        Refused([.. Header("nonsense")], "size line");
        Refused("#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 2 +X 4\n"u8.ToArray(), "xyze");
        Refused("#?RADIANCE\nEXPOSURE=-1\n\n-Y 2 +X 4\n"u8.ToArray(), "EXPOSURE");
        Refused([.. "#?RADIANCE\n"u8, .. new byte[100_000]], "header");
        Refused([], "no bytes");
        Assert.Contains("open", Assert.Throws<FewLabelsException>(() => PanoramaFile.Load(Path.Combine(_folder, "absent.hdr"))).What, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Refused(byte[] bytes, string word)
    {
        var path = Put("bad.hdr", bytes);
        var error = Assert.Throws<FewLabelsException>(() => PanoramaFile.Load(path));
        Assert.Contains(word, error.What, StringComparison.Ordinal);
        Assert.Equal(path, error.Where);
    }

    private static void Same(Panorama a, Panorama b)
    {
        // Rows in another order are sums in another order.
        Assert.All(a.Harmonics.Zip(b.Harmonics), pair => Assert.InRange((pair.First - pair.Second).Length(), 0, 1e-6f));
        for (var level = 0; level < Panorama.Levels; level++)
            Assert.All(a.Mirror[level].Zip(b.Mirror[level]), pair => Assert.Equal((double)pair.First, (double)pair.Second, 2e-3 * (double)pair.First));
    }

    private static bool Near(double u, double v, int column, int row) =>
        Vector3.Dot(Toward(u, v), Toward((column + 0.5) / 256, (row + 0.5) / 128)) > 0.99f;

    // Written out here again, so that the convention is held by two hands.
    private static Vector3 Toward(double u, double v)
    {
        var turn = (u - 0.5) * 2 * Math.PI;
        return new((float)(Math.Sin(Math.PI * v) * Math.Sin(turn)), (float)Math.Cos(Math.PI * v), (float)(Math.Sin(Math.PI * v) * Math.Cos(turn)));
    }

    private static IEnumerable<Vector3> Directions()
    {
        for (var i = 0; i < 200; i++)
            yield return Toward(i * 0.618 % 1, (i + 0.5) / 200);
    }

    private string Hdr(int width, int height, Func<int, int, byte[]> pixel, Func<byte[][], byte[]>? code = null, string? size = null, string exposure = "")
    {
        var bytes = Header(size ?? $"-Y {height} +X {width}", exposure).ToList();
        for (var y = 0; y < height; y++)
        {
            var row = Enumerable.Range(0, width).Select(x => pixel(x, y)).ToArray();
            bytes.AddRange(code is null ? row.SelectMany(p => p) : code(row));
        }
        return Put("picture.hdr", [.. bytes]);
    }

    private static byte[] OldRuns(byte[][] row)
    {
        var bytes = new List<byte>();
        for (var x = 0; x < row.Length;)
        {
            bytes.AddRange(row[x]);
            var run = row.Skip(x + 1).TakeWhile(p => p.AsSpan().SequenceEqual(row[x])).Count();
            if (run > 0)
                bytes.AddRange([1, 1, 1, (byte)run]);
            x += 1 + run;
        }
        return [.. bytes];
    }

    private static byte[] NewRuns(byte[][] row)
    {
        var bytes = new List<byte> { 2, 2, (byte)(row.Length >> 8), (byte)row.Length };
        for (var channel = 0; channel < 4; channel++)
        {
            for (var x = 0; x < row.Length;)
            {
                var run = row.Skip(x).TakeWhile(p => p[channel] == row[x][channel]).Count();
                if (run > 2)
                    bytes.AddRange([(byte)(128 + Math.Min(run, 127)), row[x][channel]]);
                else
                    bytes.AddRange([1, row[x][channel]]);
                x += run > 2 ? Math.Min(run, 127) : 1;
            }
        }
        return [.. bytes];
    }

    private static byte[] Header(string size, string more = "") => Encoding.ASCII.GetBytes($"#?RADIANCE\n# a comment\nFORMAT=32-bit_rle_rgbe\n{more}\n{size}\n");

    private string Put(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
