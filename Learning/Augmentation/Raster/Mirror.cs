namespace FewLabels.Sim.Learning.Augmentation.Raster;

/// <summary>Reflection at the outermost pixel, which is not repeated: … 2 1 0 1 2 …</summary>
internal static class Mirror
{
    /// <summary>The pixel that stands at a place outside or inside [0, <paramref name="count"/>), at most one image away.</summary>
    public static int Of(int place, int count) => place < 0 ? -place : place >= count ? 2 * (count - 1) - place : place;
}
