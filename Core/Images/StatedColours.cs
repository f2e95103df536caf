using FewLabels.Sim.Core.Images.Headers;
using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>The colours that a PNG's <c>cICP</c> chunk states, which goes before its profile (PNG third edition, 4.3) and which Skia does not read.</summary>
internal static class StatedColours
{
    /// <summary>Null where nothing is stated, or nothing that 8-bit pictures have (the curves of HDR are left as they are).</summary>
    public static SKColorSpace? Of(PngColours? colours)
    {
        if (colours is not { } stated)
            return null;
        SKColorSpaceXyz? primaries = stated.Primaries switch
        {
            1 => SKColorSpaceXyz.Srgb,
            9 => SKColorSpaceXyz.Rec2020,
            12 => SKColorSpaceXyz.DisplayP3,
            _ => null,
        };
        SKColorSpaceTransferFn? curve = stated.Curve switch
        {
            1 or 6 or 14 or 15 => SKColorSpaceTransferFn.Rec2020,
            4 => SKColorSpaceTransferFn.TwoDotTwo,
            8 => SKColorSpaceTransferFn.Linear,
            13 => SKColorSpaceTransferFn.Srgb,
            _ => null,
        };
        return primaries is null || curve is null ? null : SKColorSpace.CreateRgb(curve.Value, primaries.Value);
    }
}
