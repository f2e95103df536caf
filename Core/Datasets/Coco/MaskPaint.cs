namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>Masks onto maps of pixels.</summary>
internal static class MaskPaint
{
    /// <summary>Writes a value where the mask is on.</summary>
    /// <param name="map"><c>[H, W]</c> of the mask's size.</param>
    public static void Paint<T>(RunLengthMask mask, T[] map, T value)
    {
        var at = 0;
        for (var i = 0; i < mask.Counts.Count; at += mask.Counts[i++])
        {
            if (i % 2 == 0)
                continue;
            var (x, y) = Math.DivRem(at, Math.Max(1, mask.Height));
            for (var left = mask.Counts[i]; left > 0; left--)
            {
                map[y * mask.Width + x] = value;
                if (++y == mask.Height)
                    (x, y) = (x + 1, 0);
            }
        }
    }
}
