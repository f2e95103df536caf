namespace FewLabels.Sim.Core.Images.Headers;

/// <summary>The formats that are decoded; a file's bytes tell, its name does not.</summary>
public enum ImageFormat
{
    Png,
    Jpeg,
    Bmp,
    Webp,
    Gif,
}
