using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>
/// Prepares a panorama from the rows of an equirectangular picture, which may come in any order but each once. Pixels are taken as patches of constant radiance and
/// integrated exactly, over solid angle, so that a constant picture lights exactly constantly.
/// </summary>
internal sealed class PanoramaBuilder
{
    /// <summary>The blurs work from twice the sharpest mirror image: a rougher image's lobe is narrower than its pixels there.</summary>
    public const int FineWidth = 2 * Panorama.Width;

    private const int FineHeight = FineWidth / 2;

    private readonly string _path;
    private readonly int _width;
    private readonly int _height;
    private readonly double[] _harmonics = new double[27];
    private readonly double[] _fine = new double[FineWidth * FineHeight * 3];
    private readonly double[] _fineWeights = new double[FineHeight];
    private readonly double[] _line = new double[FineWidth * 3];
    private readonly double[,] _turns;

    /// <exception cref="FewLabelsException">The picture is not twice as wide as high.</exception>
    public PanoramaBuilder(int width, int height, string path)
    {
        if (Math.Abs(width - 2.0 * height) > 0.02 * height)
            throw new FewLabelsException($"A panorama of {width}×{height} pixels is not equirectangular", path, "It must be twice as wide as high.");
        (_width, _height, _path) = (width, height, path);
        _turns = Turns(width);
    }

    /// <param name="y">The row, 0 at the top.</param>
    /// <param name="row">Linear radiance, left to right.</param>
    public void AddRow(int y, ReadOnlySpan<Vector3> row)
    {
        double top = Math.PI * y / _height, bottom = Math.PI * (y + 1) / _height;
        AddHarmonics(top, bottom, row);
        Shrink(row);
        var (first, last) = (y * FineHeight / _height, Math.Min(FineHeight - 1, (y + 1) * FineHeight / _height));
        for (var i = first; i <= last; i++)
        {
            double from = Math.Max(top, Math.PI * i / FineHeight), to = Math.Min(bottom, Math.PI * (i + 1) / FineHeight);
            if (to <= from)
                continue;
            var weight = Math.Cos(from) - Math.Cos(to);
            _fineWeights[i] += weight;
            for (var k = 0; k < _line.Length; k++)
                _fine[i * _line.Length + k] += weight * _line[k];
        }
    }

    public Panorama Build()
    {
        // The cosine lobe's factors by band, π, 2π/3 and π/4 (Ramamoorthi and Hanrahan 2001, eq. 8), over π.
        ReadOnlySpan<double> lobe = [1, 2 / 3.0, 2 / 3.0, 2 / 3.0, 0.25, 0.25, 0.25, 0.25, 0.25];
        var harmonics = new Vector3[9];
        for (var i = 0; i < 9; i++)
            harmonics[i] = new((float)(lobe[i] * _harmonics[3 * i]), (float)(lobe[i] * _harmonics[3 * i + 1]), (float)(lobe[i] * _harmonics[3 * i + 2]));
        var fine = new Vector3[FineWidth * FineHeight];
        for (var i = 0; i < fine.Length; i++)
        {
            var weight = _fineWeights[i / FineWidth];
            fine[i] = new((float)(_fine[3 * i] / weight), (float)(_fine[3 * i + 1] / weight), (float)(_fine[3 * i + 2] / weight));
        }
        return new(_path, harmonics, GgxBlur.Levels(fine));
    }

    // With y up and the azimuth φ from +Z to +X, each basis function is a polynomial in sin θ and cos θ times one of 1, sin φ, cos φ,
    // sin 2φ, cos 2φ. Both factors are integrated over the pixel in closed form.
    private void AddHarmonics(double top, double bottom, ReadOnlySpan<Vector3> row)
    {
        Span<double> sums = stackalloc double[15];
        sums.Clear();
        for (var x = 0; x < row.Length; x++)
        {
            var (r, g, b) = (row[x].X, row[x].Y, row[x].Z);
            for (var turn = 0; turn < 5; turn++)
            {
                var weight = _turns[turn, x];
                sums[3 * turn] += weight * r;
                sums[3 * turn + 1] += weight * g;
                sums[3 * turn + 2] += weight * b;
            }
        }
        double c0 = Math.Cos(top), c1 = Math.Cos(bottom), s0 = Math.Sin(top), s1 = Math.Sin(bottom);
        var sin = c0 - c1;
        var sin2 = (bottom - top) / 2 - (s1 * c1 - s0 * c0) / 2;
        var sinCos = (s1 * s1 - s0 * s0) / 2;
        var sin3 = sin - (c0 * c0 * c0 - c1 * c1 * c1) / 3;
        var sin2Cos = (s1 * s1 * s1 - s0 * s0 * s0) / 3;
        var sinCos2 = (c0 * c0 * c0 - c1 * c1 * c1) / 3;
        for (var k = 0; k < 3; k++)
        {
            double one = sums[k], sine = sums[3 + k], cosine = sums[6 + k], sine2 = sums[9 + k], cosine2 = sums[12 + k];
            _harmonics[k] += 0.28209479177387814 * sin * one;
            _harmonics[3 + k] += 0.4886025119029199 * sinCos * one;
            _harmonics[6 + k] += 0.4886025119029199 * sin2 * cosine;
            _harmonics[9 + k] += 0.4886025119029199 * sin2 * sine;
            _harmonics[12 + k] += 1.0925484305920792 * sin2Cos * sine;
            _harmonics[15 + k] += 1.0925484305920792 * sin2Cos * cosine;
            _harmonics[18 + k] += 0.31539156525252005 * (1.5 * sin3 * (one + cosine2) - sin * one);
            _harmonics[21 + k] += 1.0925484305920792 * sin3 * sine2 / 2;
            _harmonics[24 + k] += 0.5462742152960396 * (sin3 * (one - cosine2) / 2 - sinCos2 * one);
        }
    }

    // The integrals of 1, sin φ, cos φ, sin 2φ and cos 2φ over each pixel's breadth.
    private static double[,] Turns(int width)
    {
        var turns = new double[5, width];
        for (var x = 0; x < width; x++)
        {
            double from = 2 * Math.PI * ((double)x / width - 0.5), to = 2 * Math.PI * ((x + 1.0) / width - 0.5);
            turns[0, x] = 2 * Math.PI / width;
            turns[1, x] = Math.Cos(from) - Math.Cos(to);
            turns[2, x] = Math.Sin(to) - Math.Sin(from);
            turns[3, x] = (Math.Cos(2 * from) - Math.Cos(2 * to)) / 2;
            turns[4, x] = (Math.Sin(2 * to) - Math.Sin(2 * from)) / 2;
        }
        return turns;
    }

    // The row in FineWidth pixels, each the mean of what it covers.
    private void Shrink(ReadOnlySpan<Vector3> row)
    {
        for (var j = 0; j < FineWidth; j++)
        {
            double from = (double)j * _width / FineWidth, to = (j + 1.0) * _width / FineWidth;
            double r = 0, g = 0, b = 0, weights = 0;
            for (var x = (int)from; x < Math.Min(_width, to); x++)
            {
                var weight = Math.Min(to, x + 1) - Math.Max(from, x);
                weights += weight;
                r += weight * row[x].X;
                g += weight * row[x].Y;
                b += weight * row[x].Z;
            }
            (_line[3 * j], _line[3 * j + 1], _line[3 * j + 2]) = (r / weights, g / weights, b / weights);
        }
    }
}
