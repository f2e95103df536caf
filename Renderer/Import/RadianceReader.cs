using System.Globalization;
using System.Numerics;
using System.Text;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>
/// Reads a Radiance picture (Ward 1991, "Real Pixels"; the run-length code as Radiance's <c>color.c</c> writes it) row by row, so that a
/// large one costs no more memory than a row: flat, old-style runs, or a run-length code for each channel. What EXPOSURE lines
/// multiplied is divided out again.
/// </summary>
internal sealed class RadianceReader
{
    /// <summary>Far above the sun's disc, and low enough that sums of it stay finite.</summary>
    public const float MostRadiance = 1e9f;

    /// <summary>No side is longer: 16k panoramas are the largest that are shared.</summary>
    private const int MostSide = 16384;

    private const int MostHeaderBytes = 1 << 16;

    private readonly Stream _file;
    private readonly string _path;
    private readonly byte[] _pixels;
    private readonly bool _upwards;
    private readonly bool _leftwards;
    private readonly double _factor = 1;
    private int _headerBytes;
    private int _rows;

    /// <param name="file">At its beginning; buffered, since it is read byte by byte.</param>
    /// <param name="path">For errors.</param>
    /// <exception cref="FewLabelsException">Not a Radiance picture of red, green and blue, or too large.</exception>
    public RadianceReader(Stream file, string path)
    {
        (_file, _path) = (file, path);
        if (!ReadLine().StartsWith("#?", StringComparison.Ordinal))
            throw Broken("it does not begin with #?");
        for (var line = ReadLine(); line.Length > 0; line = ReadLine())
        {
            if (line.StartsWith("FORMAT=", StringComparison.Ordinal) && line[7..].Trim() is not "32-bit_rle_rgbe" and var format)
                throw new FewLabelsException($"A Radiance picture has the format {format}", path, "Convert it to 32-bit_rle_rgbe (ra_xyze -r).");
            if (line.StartsWith("EXPOSURE=", StringComparison.Ordinal))
                _factor /= Exposure(line[9..]);
        }
        if (_factor is not (> 1e-12 and < 1e12))
            throw Broken("its EXPOSURE lines multiply to nothing sensible");
        var size = ReadLine().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (size is not [("-Y" or "+Y") and var vertical, var height, ("-X" or "+X") and var horizontal, var width])
        {
            throw size is [[_, 'X'], _, [_, 'Y'], _]
                ? new FewLabelsException("A Radiance picture is stored by columns", path, "Turn it (protate, or any image editor) and save it again.")
                : Broken("its size line is not like -Y 512 +X 1024");
        }
        (Width, Height, _upwards, _leftwards) = (Side(width), Side(height), vertical == "+Y", horizontal == "-X");
        _pixels = new byte[4 * Width];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Reads the next row of the file.</summary>
    /// <param name="row">Filled from left to right, linear RGB; <see cref="Width"/> pixels.</param>
    /// <returns>The row's place, 0 at the top.</returns>
    /// <exception cref="FewLabelsException">The file ends here, or its runs do not fit the row.</exception>
    public int ReadRow(Span<Vector3> row)
    {
        Span<byte> first = stackalloc byte[4];
        ReadBytes(first);
        // A row of the newer code begins with 2, 2 and its length, which no normalised pixel does.
        if (Width is >= 8 and < 32768 && first is [2, 2, < 128, _])
        {
            if (first[2] << 8 != (Width & 0xFF00) || first[3] != (Width & 0xFF))
                throw Broken($"row {_rows} has another length than the picture");
            ReadChannels();
        }
        else
        {
            ReadPixels(first);
        }
        for (var x = 0; x < Width; x++)
            row[_leftwards ? Width - 1 - x : x] = Decode(_pixels.AsSpan(4 * x, 4));
        var y = _rows++;
        return _upwards ? Height - 1 - y : y;
    }

    private Vector3 Decode(ReadOnlySpan<byte> pixel)
    {
        if (pixel[3] == 0)
            return Vector3.Zero;
        // Mantissas are of 8 bits, exponents are 128 too large.
        var scale = Math.ScaleB(_factor, pixel[3] - 136);
        return new(Radiance(pixel[0] * scale), Radiance(pixel[1] * scale), Radiance(pixel[2] * scale));
    }

    private static float Radiance(double value) => (float)Math.Min(value, MostRadiance);

    private void ReadChannels()
    {
        for (var channel = 0; channel < 4; channel++)
        {
            for (var x = 0; x < Width;)
            {
                var code = ReadByte();
                var count = code > 128 ? code - 128 : code;
                if (count == 0 || x + count > Width)
                    throw Broken($"a run leaves row {_rows}");
                var value = code > 128 ? ReadByte() : (byte)0;
                for (var end = x + count; x < end; x++)
                    _pixels[4 * x + channel] = code > 128 ? value : ReadByte();
            }
        }
    }

    private void ReadPixels(Span<byte> pixel)
    {
        var shift = 0;
        for (var x = 0; x < Width;)
        {
            if (pixel is [1, 1, 1, _])
            {
                // The pixel before, so many times; runs that follow one another are the digits of one number, lowest first.
                var count = shift > 16 ? int.MaxValue : pixel[3] << shift;
                if (x == 0 || count > Width - x)
                    throw Broken($"a run leaves row {_rows}");
                for (var end = x + count; x < end; x++)
                    _pixels.AsSpan(4 * (x - 1), 4).CopyTo(_pixels.AsSpan(4 * x));
                shift += 8;
            }
            else
            {
                pixel.CopyTo(_pixels.AsSpan(4 * x++));
                shift = 0;
            }
            if (x < Width)
                ReadBytes(pixel);
        }
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        for (int next; (next = _file.ReadByte()) != '\n'; line.Append((char)next))
        {
            if (next < 0 || ++_headerBytes > MostHeaderBytes)
                throw Broken("its header does not end");
        }
        return line.ToString().TrimEnd('\r');
    }

    private double Exposure(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : throw Broken("an EXPOSURE is not a positive number");

    private int Side(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) || side == 0)
            throw Broken("its size is not two positive numbers");
        if (side > MostSide)
            throw new FewLabelsException($"A panorama is too large: {side} pixels on a side", _path, $"Shrink it to {MostSide} or fewer.");
        return side;
    }

    private byte ReadByte()
    {
        var next = _file.ReadByte();
        return next >= 0 ? (byte)next : throw Broken($"it ends in row {_rows} of {Height}");
    }

    private void ReadBytes(Span<byte> bytes)
    {
        if (_file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw Broken($"it ends in row {_rows} of {Height}");
    }

    private FewLabelsException Broken(string how) => new($"A Radiance picture does not read: {how}", _path, "It is cut off or damaged: get it again.");
}
