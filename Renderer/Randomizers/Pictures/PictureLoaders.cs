using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Pictures;

/// <summary>The one place that names who reads the files of picture folders.</summary>
internal static class PictureLoaders
{
    private const int Side = 512;

    /// <exception cref="FewLabelsException">The file can't be read or decoded.</exception>
    public static Texture LoadTexture(string path)
    {
        var rgb = ImageCodec.ReadSquare(path, Side, 3);
        var rgba = new byte[Side * Side * 4];
        for (var i = 0; i < Side * Side; i++)
        {
            rgb.Pixels.AsSpan(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[4 * i + 3] = 255;
        }
        return new(path, new Image(Side, Side, 4, rgba));
    }

    /// <exception cref="FewLabelsException">The file can't be read or decoded.</exception>
    public static Panorama LoadPanorama(string path) =>
        throw new FewLabelsException("Panoramas can't be read by this build", path, "Leave the folder of panoramas empty.");
}
