using System.Numerics;

namespace FewLabels.Sim.Learning.Augmentation.Raster;

/// <summary>Arithmetic on the floats of images, some at a time where the processor can; results are cut off at 0 and 1.</summary>
internal static class Planes
{
    /// <summary>What red, green and blue weigh in brightness (Rec. 601), as where images are read.</summary>
    private const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    /// <summary>x ← x · factor + offset.</summary>
    public static void Scale(Span<float> x, float factor, float offset)
    {
        var (factors, offsets) = (new Vector<float>(factor), new Vector<float>(offset));
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            Clamp(new Vector<float>(x[i..]) * factors + offsets).CopyTo(x[i..]);
        for (; i < x.Length; i++)
            x[i] = Math.Clamp(x[i] * factor + offset, 0, 1);
    }

    /// <summary>x ← from + (x − from) · factor: beyond 1 it goes away from <paramref name="from"/>.</summary>
    public static void Blend(Span<float> x, ReadOnlySpan<float> from, float factor)
    {
        var factors = new Vector<float>(factor);
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var other = new Vector<float>(from[i..]);
            Clamp(other + (new Vector<float>(x[i..]) - other) * factors).CopyTo(x[i..]);
        }
        for (; i < x.Length; i++)
            x[i] = Math.Clamp(from[i] + (x[i] - from[i]) * factor, 0, 1);
    }

    /// <summary>An image's brightness, <c>[H, W]</c>: of a grey one itself.</summary>
    /// <param name="into">Room for a plane; not used for grey images.</param>
    public static ReadOnlySpan<float> Luma(Picture image, Span<float> into)
    {
        if (image.Channels == 1)
            return image.Pixels;
        var r = image.Plane(0);
        var g = image.Plane(1);
        var b = image.Plane(2);
        var i = 0;
        for (; i <= into.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(r[i..]) * Red + new Vector<float>(g[i..]) * Green + new Vector<float>(b[i..]) * Blue).CopyTo(into[i..]);
        for (; i < into.Length; i++)
            into[i] = r[i] * Red + g[i] * Green + b[i] * Blue;
        return into;
    }

    /// <summary>to ← to + from · weight, not cut off.</summary>
    public static void AddScaled(Span<float> to, ReadOnlySpan<float> from, float weight)
    {
        var weights = new Vector<float>(weight);
        var i = 0;
        for (; i <= to.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(to[i..]) + new Vector<float>(from[i..]) * weights).CopyTo(to[i..]);
        for (; i < to.Length; i++)
            to[i] += from[i] * weight;
    }

    public static float Mean(ReadOnlySpan<float> x)
    {
        var sum = 0.0;
        foreach (var value in x)
            sum += value;
        return (float)(sum / x.Length);
    }

    /// <summary>The nearest of 256 levels.</summary>
    public static int Level(float value) => (int)(value * 255 + 0.5f);

    private static Vector<float> Clamp(Vector<float> x) => Vector.Min(Vector.Max(x, Vector<float>.Zero), Vector<float>.One);
}
