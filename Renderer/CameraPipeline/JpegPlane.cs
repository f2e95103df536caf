using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>One component of a JPEG in the making, 0 to 255, in whole units of blocks. The array is kept from image to image.</summary>
internal sealed class JpegPlane
{
    private float[] _values = [], _sums = [];

    public int Height { get; private set; }

    public int Width { get; private set; }

    /// <summary>Makes room for a picture, padded to whole units.</summary>
    public void Resize(int height, int width, int unit)
    {
        (Height, Width) = ((height + unit - 1) / unit * unit, (width + unit - 1) / unit * unit);
        if (_values.Length < Height * Width)
            _values = new float[Height * Width];
    }

    public Span<Vector256<float>> Row(int y) => MemoryMarshal.Cast<float, Vector256<float>>(Values(y));

    public Span<float> Values(int y) => _values.AsSpan(y * Width, Width);

    /// <summary>Repeats the picture's last column and row into the padding, as encoders do.</summary>
    public void Extend(int height, int width)
    {
        for (var y = 0; y < height; y++)
            Values(y)[width..].Fill(Values(y)[width - 1]);
        for (var y = height; y < Height; y++)
            Values(height - 1).CopyTo(Values(y));
    }

    /// <summary>Takes the means of 2×2 pixels of another plane, whose size is in units of 16.</summary>
    public void Halve(JpegPlane whole)
    {
        Resize(whole.Height / 2, whole.Width / 2, unit: 8);
        for (var y = 0; y < Height; y++)
        {
            Span<float> first = whole.Values(2 * y), second = whole.Values(2 * y + 1);
            var to = Values(y);
            for (var x = 0; x < to.Length; x++)
                to[x] = MathF.Floor((first[2 * x] + first[2 * x + 1] + second[2 * x] + second[2 * x + 1]) * 0.25f + 0.5f);
        }
    }

    /// <summary>Fills a plane of twice the size, each pixel from its four nearest, weighted 9, 3, 3 and 1 (IJG's "fancy" upsampling).</summary>
    public void Double(JpegPlane whole)
    {
        if (_sums.Length < Width)
            _sums = new float[Width];
        var sums = _sums.AsSpan(0, Width);
        for (var y = 0; y < whole.Height; y++)
        {
            Span<float> near = Values(y / 2), far = Values(Math.Clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, Height - 1));
            for (var x = 0; x < sums.Length; x++)
                sums[x] = 3 * near[x] + far[x];
            var to = whole.Values(y);
            for (var x = 0; x < sums.Length; x++)
            {
                float left = sums[Math.Max(x - 1, 0)], here = 3 * sums[x], right = sums[Math.Min(x + 1, sums.Length - 1)];
                // Halves are rounded up on the left and down on the right, so that means keep their place.
                to[2 * x] = MathF.Floor((here + left + 8) * (1 / 16f));
                to[2 * x + 1] = MathF.Floor((here + right + 7) * (1 / 16f));
            }
        }
    }
}
