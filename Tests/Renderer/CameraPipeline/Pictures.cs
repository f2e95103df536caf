using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.CameraPipeline;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

/// <summary>Small written pictures, as light and as the planes that stages change.</summary>
internal static class Pictures
{
    public static LinearImage Light(int height, int width, Func<int, int, Vector3> color, Func<int, int, float>? coverage = null)
    {
        var light = new LinearImage(height, width);
        for (var i = 0; i < height * width; i++)
        {
            var value = color(i / width, i % width);
            (light.Red[i], light.Green[i], light.Blue[i]) = (value.X, value.Y, value.Z);
            light.Coverage[i] = coverage?.Invoke(i / width, i % width) ?? 1;
        }
        return light;
    }

    /// <summary>Independent uniform values, some beyond white, with a disk of coverage that has a soft edge.</summary>
    public static LinearImage Random(int height, int width, long seed = 1)
    {
        var stream = StreamKey.Of(seed).Open();
        float Next() => (float)stream.Uniform(0, 1.3);
        var (middleY, middleX) = (height / 2, width / 2);
        return Light(
            height, width, (_, _) => new(Next(), Next(), Next()),
            (y, x) => Math.Clamp((height * height / 8f - ((y - middleY) * (y - middleY) + (x - middleX) * (x - middleX))) / height, 0, 1));
    }

    public static PhotoPlanes Planes(LinearImage light)
    {
        var planes = new PhotoPlanes();
        planes.Load(light, withCoverage: true);
        return planes;
    }

    public static PhotoPlanes Planes(int height, int width, Func<int, int, Vector3> color) => Planes(Light(height, width, color));

    /// <summary>The three planes without their padding, as <c>[3, H, W]</c>.</summary>
    public static float[,,] Values(PhotoPlanes planes)
    {
        var values = new float[3, planes.Height, planes.Width];
        float[][] colors = [planes.Red, planes.Green, planes.Blue];
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < planes.Height; y++)
                for (var x = 0; x < planes.Width; x++)
                    values[c, y, x] = colors[c][y * planes.Stride + x];
        return values;
    }

    public static byte[] Develop(LinearImage light, CameraSettings settings, int channels = 3, float[]? depth = null)
    {
        var output = new byte[light.Height * light.Width * channels];
        new PhotoPipeline().Develop(light, depth, settings, channels, output);
        return output;
    }

    /// <summary>The curve of IEC 61966-2-1, in double.</summary>
    public static double Srgb(double x) => x <= 0.0031308 ? 12.92 * x : 1.055 * Math.Pow(Math.Min(x, 1), 1 / 2.4) - 0.055;

    public static void AssertNear(Func<int, int, int, double> expected, PhotoPlanes actual, double tolerance, int border = 0)
    {
        var values = Values(actual);
        for (var c = 0; c < 3; c++)
            for (var y = border; y < actual.Height - border; y++)
                for (var x = border; x < actual.Width - border; x++)
                    Assert.True(
                        Math.Abs(expected(c, y, x) - values[c, y, x]) <= tolerance,
                        $"colour {c} at ({y}, {x}) is {values[c, y, x]} and not {expected(c, y, x)}");
    }
}
