using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Tests.Core.Datasets.Coco;

/// <summary>Masks of all kinds, each a function of its number: discs, slanted boxes, rings, scraps, noise.</summary>
internal static class SomeMasks
{
    public static (int Height, int Width, bool[] Pixels) Of(int number)
    {
        var stream = StreamKey.Of(11).With("mask").With(number).Open();
        int height = 1 + stream.Next(48), width = 1 + stream.Next(64);
        var pixels = new bool[height * width];
        if (number % 5 == 4)
        {
            var density = stream.NextDouble();
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = stream.Chance(density);
            return (height, width, pixels);
        }
        for (var shape = stream.Next(4); shape >= 0; shape--)
        {
            double x = stream.Uniform(0, width), y = stream.Uniform(0, height), a = stream.Uniform(0.5, width / 2.0 + 1), b = stream.Uniform(0.5, height / 2.0 + 1);
            double angle = stream.Uniform(0, Math.PI), power = stream.Uniform(0.7, 8);
            var draw = number % 5 != 3 || !stream.Chance(0.4);
            for (var i = 0; i < pixels.Length; i++)
            {
                double dx = i % width + 0.5 - x, dy = i / width + 0.5 - y;
                double u = (dx * Math.Cos(angle) + dy * Math.Sin(angle)) / a, v = (dy * Math.Cos(angle) - dx * Math.Sin(angle)) / b;
                if (Math.Pow(Math.Abs(u), power) + Math.Pow(Math.Abs(v), power) <= 1)
                    pixels[i] = draw;
            }
        }
        return (height, width, pixels);
    }

    public static RunLengthMask Encoded(int number) => Of(number) is var (height, width, pixels) ? RunLengthMask.Of(height, width, pixels) : throw new InvalidOperationException();

    /// <summary>A mask of a drawing: <c>#</c> is the object.</summary>
    public static RunLengthMask Drawn(string drawing)
    {
        var rows = drawing.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return RunLengthMask.Of(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row.Select(pixel => pixel == '#'))]);
    }

    public static double Overlap(bool[] a, bool[] b)
    {
        var both = a.Zip(b).Count(pair => pair.First && pair.Second);
        var either = a.Zip(b).Count(pair => pair.First || pair.Second);
        return either == 0 ? 1 : (double)both / either;
    }
}
