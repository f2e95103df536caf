using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Import;

namespace FewLabels.Sim.Renderer.Randomizers.Pictures;

/// <summary>The one place that names who reads the files of picture folders.</summary>
internal static class PictureLoaders
{
    /// <exception cref="FewLabelsException">The file can't be read or decoded.</exception>
    public static Texture LoadTexture(string path) => TextureFile.Load(path);

    /// <exception cref="FewLabelsException">The file can't be read or decoded, or is not twice as wide as high.</exception>
    public static Panorama LoadPanorama(string path) => PanoramaFile.Load(path);
}
