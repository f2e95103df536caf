using System.Numerics;

namespace FewLabels.Sim.Learning.Augmentation.Raster;

/// <summary>Changes of an image's tones and colours with a given argument, as in Pillow's ImageEnhance and ImageOps but without its rounding to bytes. A factor of 1 changes nothing.</summary>
internal static class Tone
{
    /// <summary>Away from black, or towards it below 1.</summary>
    public static void Brightness(Picture image, float factor) => Planes.Scale(image.Pixels, factor, 0);

    /// <summary>Away from the image's mean brightness, or towards it below 1.</summary>
    public static void Contrast(Picture image, float factor) => Planes.Scale(image.Pixels, factor, (1 - factor) * Planes.Mean(Planes.Luma(image, image.Scratch(0))));

    /// <summary>Away from grey, or towards it below 1; 0 is grey. A grey image stays as it is.</summary>
    public static void Saturation(Picture image, float factor)
    {
        if (image.Channels == 1)
            return;
        var grey = Planes.Luma(image, image.Scratch(0));
        for (var c = 0; c < 3; c++)
            Planes.Blend(image.Plane(c), grey, factor);
    }

    /// <summary>Away from the smoothed image, or towards it below 1.</summary>
    public static void Sharpness(Picture image, float factor)
    {
        Smoothing.Smooth(image);
        Planes.Blend(image.Pixels, image.Swapped.Pixels, factor);
    }

    /// <summary>Each channel stretched to reach from 0 to 1.</summary>
    /// <param name="weight">Share of the result; the rest is the image as it was.</param>
    public static void AutoContrast(Picture image, float weight = 1)
    {
        for (var c = 0; c < image.Channels; c++)
        {
            var plane = image.Plane(c);
            var (low, high) = (float.MaxValue, float.MinValue);
            foreach (var value in plane)
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            if (high <= low)
                continue;
            // x + weight · ((x − low) / (high − low) − x), as one scaling.
            var slope = 1 / (high - low);
            Planes.Scale(plane, 1 + weight * (slope - 1), -weight * low * slope);
        }
    }

    /// <summary>Light becomes dark.</summary>
    /// <param name="weight">Share of the result; the rest is the image as it was.</param>
    public static void Invert(Picture image, float weight = 1) => Planes.Scale(image.Pixels, 1 - 2 * weight, weight);

    /// <summary>What is as bright as the threshold or brighter becomes dark.</summary>
    /// <param name="threshold">In levels, 0 to 256; at 256 nothing changes.</param>
    public static void Solarize(Picture image, int threshold)
    {
        var x = image.Pixels;
        var limit = (threshold - 0.5f) / 255;
        var limits = new Vector<float>(limit);
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(x[i..]);
            Vector.ConditionalSelect(Vector.LessThan(value, limits), value, Vector<float>.One - value).CopyTo(x[i..]);
        }
        for (; i < x.Length; i++)
            x[i] = x[i] < limit ? x[i] : 1 - x[i];
    }

    /// <summary>Only the highest bits of a byte are kept.</summary>
    /// <param name="bits">0 to 8; 0 is black.</param>
    public static void Posterize(Picture image, int bits)
    {
        var x = image.Pixels;
        var mask = 0xFF << (8 - bits) & 0xFF;
        var (masks, scale, half, back) = (new Vector<int>(mask), new Vector<float>(255), new Vector<float>(0.5f), new Vector<float>(1 / 255f));
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            (Vector.ConvertToSingle(Vector.ConvertToInt32(new Vector<float>(x[i..]) * scale + half) & masks) * back).CopyTo(x[i..]);
        for (; i < x.Length; i++)
            x[i] = (Planes.Level(x[i]) & mask) * (1 / 255f);
    }

    /// <summary>Each channel's levels spread so that all are equally common.</summary>
    /// <param name="weight">Share of the result; the rest is the image as it was.</param>
    public static void Equalize(Picture image, float weight = 1)
    {
        Span<int> counts = stackalloc int[256];
        Span<float> table = stackalloc float[256];
        for (var c = 0; c < image.Channels; c++)
        {
            var plane = image.Plane(c);
            counts.Clear();
            foreach (var value in plane)
                counts[Planes.Level(value)]++;
            var last = counts.LastIndexOfAnyExcept(0);
            // Pillow's whole-number arithmetic: the top level is left out of the step, and half a step rounds.
            var step = (plane.Length - counts[last]) / 255;
            if (step == 0)
                continue;
            var below = step / 2;
            for (var level = 0; level < 256; level++)
            {
                table[level] = Math.Min(below / step, 255) / 255f;
                below += counts[level];
            }
            foreach (ref var value in plane)
                value = weight * table[Planes.Level(value)] + (1 - weight) * value;
        }
    }
}
