using System.Numerics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>
/// The discrete Fourier transform of a square of complex numbers whose side has no prime factor above 7. Stockham's form: each pass
/// writes to another buffer, so that nothing need be reordered, and goes along whole rows, so that it runs on vectors.
/// </summary>
internal sealed class FourierTransform
{
    private readonly int[] _factors;
    private readonly float[] _cosines;
    private readonly float[] _sines;
    private float[] _real;
    private float[] _imaginary;
    private float[] _otherReal;
    private float[] _otherImaginary;

    /// <exception cref="ArgumentException">The side has a larger prime factor.</exception>
    public FourierTransform(int side)
    {
        Side = side;
        _factors = [.. Factors(side)];
        _cosines = [.. Enumerable.Range(0, side).Select(i => (float)Math.Cos(2 * Math.PI * i / side))];
        _sines = [.. Enumerable.Range(0, side).Select(i => (float)-Math.Sin(2 * Math.PI * i / side))];
        (_real, _imaginary) = (new float[side * side], new float[side * side]);
        (_otherReal, _otherImaginary) = (new float[side * side], new float[side * side]);
    }

    public int Side { get; }

    /// <summary><c>[side, side]</c>, to be filled before and read after <see cref="Forward"/>.</summary>
    public Span<float> Real => _real;

    /// <inheritdoc cref="Real"/>
    public Span<float> Imaginary => _imaginary;

    /// <summary>The largest even side up to this one that can be transformed.</summary>
    public static int LargestSide(int most)
    {
        for (var side = most & ~1; side > 0; side -= 2)
        {
            if (IsSmooth(side))
                return side;
        }
        return 0;
    }

    /// <summary>Transforms in place; the result's rows and columns have changed places.</summary>
    public void Forward()
    {
        Columns();
        Transpose();
        Columns();
    }

    private void Columns()
    {
        var (length, batch) = (Side, Side);
        foreach (var factor in _factors)
        {
            var rest = length / factor;
            for (var p = 0; p < rest; p++)
            {
                for (var t = 0; t < factor; t++)
                    Butterfly(factor, rest, batch, p, t, length);
            }
            (_real, _otherReal) = (_otherReal, _real);
            (_imaginary, _otherImaginary) = (_otherImaginary, _imaginary);
            (length, batch) = (rest, batch * factor);
        }
    }

    /// <summary>One row of a pass: the sum over r of row p + rest · r, turned by r t / factor + p t / length.</summary>
    private void Butterfly(int factor, int rest, int batch, int p, int t, int length)
    {
        var to = batch * (factor * p + t);
        var real = _otherReal.AsSpan(to, batch);
        var imaginary = _otherImaginary.AsSpan(to, batch);
        for (var r = 0; r < factor; r++)
        {
            var turn = (int)(((long)r * t * (Side / factor) + (long)p * t * (Side / length)) % Side);
            var from = batch * (p + rest * r);
            Add(_cosines[turn], _sines[turn], _real.AsSpan(from, batch), _imaginary.AsSpan(from, batch), real, imaginary, r == 0);
        }
    }

    private static void Add(float cosine, float sine, ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> sumReal, Span<float> sumImaginary, bool first)
    {
        if (first)
        {
            sumReal.Clear();
            sumImaginary.Clear();
        }
        var vectors = real.Length - real.Length % Vector<float>.Count;
        var a = MemoryMarshal.Cast<float, Vector<float>>(real[..vectors]);
        var b = MemoryMarshal.Cast<float, Vector<float>>(imaginary[..vectors]);
        var x = MemoryMarshal.Cast<float, Vector<float>>(sumReal[..vectors]);
        var y = MemoryMarshal.Cast<float, Vector<float>>(sumImaginary[..vectors]);
        for (var i = 0; i < a.Length; i++)
        {
            x[i] += a[i] * cosine - b[i] * sine;
            y[i] += a[i] * sine + b[i] * cosine;
        }
        for (var i = vectors; i < real.Length; i++)
        {
            sumReal[i] += real[i] * cosine - imaginary[i] * sine;
            sumImaginary[i] += real[i] * sine + imaginary[i] * cosine;
        }
    }

    private void Transpose()
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < y; x++)
            {
                var (here, there) = (y * Side + x, x * Side + y);
                (_real[here], _real[there]) = (_real[there], _real[here]);
                (_imaginary[here], _imaginary[there]) = (_imaginary[there], _imaginary[here]);
            }
        }
    }

    private static bool IsSmooth(int number)
    {
        foreach (var factor in (ReadOnlySpan<int>)[2, 3, 5, 7])
        {
            while (number % factor == 0)
                number /= factor;
        }
        return number == 1;
    }

    private static IEnumerable<int> Factors(int number)
    {
        foreach (var factor in (int[])[2, 3, 5, 7])
        {
            for (; number % factor == 0; number /= factor)
                yield return factor;
        }
        if (number != 1)
            throw new ArgumentException($"{number} is a prime factor above 7 of the side.", nameof(number));
    }
}
