using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>
/// Panoramas from equirectangular pictures, twice as wide as high: Radiance files (.hdr), or PNG, JPEG and the like, whose sRGB values
/// are made linear.
/// </summary>
public static class PanoramaFile
{
    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(ToLinear)];

    /// <exception cref="FewLabelsException">Missing, too large, not decodable, or not twice as wide as high.</exception>
    public static Panorama Load(string path)
    {
        using var file = Open(path);
        var radiance = file.ReadByte() == '#' && file.ReadByte() == '?';
        file.Position = 0;
        return radiance ? FromRadiance(file, path) : FromPicture(path);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException("A panorama does not open", path, "Check the path and that the file may be read.", cause: error);
        }
    }

    private static Panorama FromRadiance(FileStream file, string path)
    {
        var reader = new RadianceReader(file, path);
        var builder = new PanoramaBuilder(reader.Width, reader.Height, path);
        var row = new Vector3[reader.Width];
        for (var i = 0; i < reader.Height; i++)
            builder.AddRow(reader.ReadRow(row), row);
        return builder.Build();
    }

    private static Panorama FromPicture(string path)
    {
        var picture = ImageCodec.ReadRgba(path);
        var builder = new PanoramaBuilder(picture.Width, picture.Height, path);
        var row = new Vector3[picture.Width];
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
                row[x] = new(Linear[picture[y, x, 0]], Linear[picture[y, x, 1]], Linear[picture[y, x, 2]]);
            builder.AddRow(y, row);
        }
        return builder.Build();
    }

    // IEC 61966-2-1.
    private static float ToLinear(int value)
    {
        var v = value / 255.0;
        return (float)(v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4));
    }
}
