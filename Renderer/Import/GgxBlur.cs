using System.Numerics;
using System.Runtime.Intrinsics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>
/// The mirror images of a panorama. A direction r of level l holds Σ L(d) w(d) dω / Σ w(d) dω with w = D(h) (r·d), h halfway between r and d: what a GGX
/// surface (Walter et al. 2007, eq. 33) of roughness l / (Levels − 1), α = roughness², shows of its surroundings when normal and eye are at r, without shadowing and
/// Fresnel (the first sum of Karis 2013).
/// </summary>
internal static class GgxBlur
{
    /// <param name="fine">Radiance, <see cref="PanoramaBuilder.FineWidth"/> wide and half as high.</param>
    public static Half[][] Levels(Vector3[] fine)
    {
        var patches = new Patches(fine);
        var levels = new Half[Panorama.Levels][];
        levels[0] = Halved(fine);
        for (var level = 1; level < Panorama.Levels; level++)
            levels[level] = Blurred(patches, level);
        return levels;
    }

    private static Half[] Halved(Vector3[] fine)
    {
        const int width = Panorama.Width, height = width / 2;
        var texels = new Half[width * height * 4];
        Span<double> sums = stackalloc double[3];
        for (var y = 0; y < height; y++)
        {
            double upper = SolidAngle(2 * y), lower = SolidAngle(2 * y + 1);
            for (var x = 0; x < width; x++)
            {
                int a = 2 * y * PanoramaBuilder.FineWidth + 2 * x, b = a + PanoramaBuilder.FineWidth;
                for (var k = 0; k < 3; k++)
                    sums[k] = (upper * ((double)fine[a][k] + fine[a + 1][k]) + lower * ((double)fine[b][k] + fine[b + 1][k])) / (2 * (upper + lower));
                Put(texels, y * width + x, sums);
            }
        }
        return texels;
    }

    private static Half[] Blurred(Patches patches, int level)
    {
        int width = Panorama.Width >> level, height = width / 2;
        var roughness = level / (Panorama.Levels - 1.0);
        var texels = new Half[width * height * 4];
        // Each texel is a sum of its own, so that threads change nothing.
        Parallel.For(0, width * height, i =>
        {
            var direction = Direction((i % width + 0.5) / width, (i / width + 0.5) / height);
            Put(texels, i, patches.Gather(direction, (float)Math.Pow(roughness, 4)));
        });
        return texels;
    }

    private static void Put(Half[] texels, int index, ReadOnlySpan<double> color)
    {
        for (var k = 0; k < 3; k++)
            texels[4 * index + k] = (Half)Math.Min(color[k], (double)Half.MaxValue);
        texels[4 * index + 3] = Half.One;
    }

    private static Vector3 Direction(double u, double v)
    {
        var (sinAzimuth, cosAzimuth) = Math.SinCos(2 * Math.PI * (u - 0.5));
        var (sin, cos) = Math.SinCos(Math.PI * v);
        return new((float)(sin * sinAzimuth), (float)cos, (float)(sin * cosAzimuth));
    }

    /// <summary>Of a row of the fine picture, over its pixels; up to a factor.</summary>
    private static double SolidAngle(int row) =>
        Math.Cos(2 * Math.PI * row / PanoramaBuilder.FineWidth) - Math.Cos(2 * Math.PI * (row + 1) / PanoramaBuilder.FineWidth);

    /// <summary>The fine picture's pixels by row: directions, and radiance.</summary>
    private sealed class Patches
    {
        private const int Width = PanoramaBuilder.FineWidth, Height = Width / 2;

        private readonly float[] _x = new float[Width * Height];
        private readonly float[] _z = new float[Width * Height];
        private readonly float[] _y = new float[Height];
        private readonly float[] _red = new float[Width * Height];
        private readonly float[] _green = new float[Width * Height];
        private readonly float[] _blue = new float[Width * Height];

        public Patches(Vector3[] fine)
        {
            for (var i = 0; i < fine.Length; i++)
            {
                var direction = Direction((i % Width + 0.5) / Width, (i / Width + 0.5) / Height);
                (_x[i], _y[i / Width], _z[i]) = (direction.X, direction.Y, direction.Z);
                (_red[i], _green[i], _blue[i]) = (fine[i].X, fine[i].Y, fine[i].Z);
            }
        }

        /// <param name="alpha2">α² of the distribution of normals.</param>
        public double[] Gather(Vector3 to, float alpha2)
        {
            // Eight lanes whatever the machine has, and no fused products, so that every machine gets the same bytes.
            Vector256<float> toX = Vector256.Create(to.X), toZ = Vector256.Create(to.Z), slope = Vector256.Create(0.5f * (alpha2 - 1));
            double red = 0, green = 0, blue = 0, weights = 0;
            for (var row = 0; row < Height; row++)
            {
                var up = Vector256.Create(to.Y * _y[row]);
                Vector256<float> r = default, g = default, b = default, w = default;
                for (var i = row * Width; i < (row + 1) * Width; i += Vector256<float>.Count)
                {
                    var cosine = toX * Vector256.Create(_x, i) + toZ * Vector256.Create(_z, i) + up;
                    // (n·h)² is (1 + cos) / 2, for h is halfway; D is 1 / ((n·h)² (α² − 1) + 1)² up to a factor.
                    var spread = slope * (Vector256<float>.One + cosine) + Vector256<float>.One;
                    // In the very middle of a sharp lobe, rounding must not make it 0.
                    spread = Vector256.Max(spread, Vector256.Create(0.5f * alpha2));
                    var weight = Vector256.Max(cosine, Vector256<float>.Zero) / (spread * spread);
                    w += weight;
                    r += weight * Vector256.Create(_red, i);
                    g += weight * Vector256.Create(_green, i);
                    b += weight * Vector256.Create(_blue, i);
                }
                var angle = SolidAngle(row);
                weights += angle * Vector256.Sum(w);
                red += angle * Vector256.Sum(r);
                green += angle * Vector256.Sum(g);
                blue += angle * Vector256.Sum(b);
            }
            return [red / weights, green / weights, blue / weights];
        }
    }
}
