using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>Textures from PNG, JPEG, BMP, WebP and GIF files.</summary>
public static class TextureFile
{
    /// <param name="path">The file.</param>
    /// <param name="srgb">A picture, brought to sRGB from its colour profile; false for normals, roughness and other measures, whose numbers stay as they are.</param>
    /// <param name="limits">The largest image to take; the defaults when null.</param>
    /// <exception cref="FewLabelsException">Missing, too large, or not decodable.</exception>
    public static Texture Load(string path, bool srgb = true, DecodeLimits? limits = null) =>
        new(path, ImageCodec.ReadRgba(path, limits, managed: srgb), srgb);
}
