using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// The sensor's mosaic (RGGB: red at even rows and columns, blue at odd ones) and its interpolation by Malvar, He and Cutler 2004,
/// "High-quality linear interpolation for demosaicing of Bayer-patterned color images", figure 2: bilinear, mended by the Laplacian
/// of the colour that the pixel did sense. Each filter's weights are in eighths.
/// </summary>
internal sealed class BayerMosaic
{
    private readonly MarginPlane _sensed = new();

    public void Apply(PhotoPlanes planes)
    {
        // A single row or column has no red or no blue pixels to interpolate from.
        if (planes.Height < 2 || planes.Width < 2)
            return;
        Sense(planes);
        _sensed.FillByMirror(planes, planes.Green, 2);
        for (var y = 0; y < planes.Height; y++)
            Interpolate(planes, y);
    }

    private static Vector256<float> EvenColumns => Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0).AsSingle();

    /// <summary>Leaves in the green plane the colour that each pixel senses.</summary>
    private static void Sense(PhotoPlanes planes)
    {
        for (var y = 0; y < planes.Height; y++)
        {
            var isBlueRow = (y & 1) != 0;
            var sensed = planes.Row(planes.Green, y);
            var other = planes.Row(isBlueRow ? planes.Blue : planes.Red, y);
            var isOther = isBlueRow ? ~EvenColumns : EvenColumns;
            for (var x = 0; x < sensed.Length; x++)
                sensed[x] = Vector256.ConditionalSelect(isOther, other[x], sensed[x]);
        }
    }

    private void Interpolate(PhotoPlanes planes, int y)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(_sensed.Values);
        var isBlueRow = (y & 1) != 0;
        // In a red row the neighbours beside a green pixel are red; in a blue row those above and below are.
        var green = planes.Row(planes.Green, y);
        var rowColor = planes.Row(isBlueRow ? planes.Blue : planes.Red, y);
        var otherColor = planes.Row(isBlueRow ? planes.Red : planes.Blue, y);
        var isRowColor = isBlueRow ? ~EvenColumns : EvenColumns;
        for (var x = 0; x < green.Length; x++)
        {
            var at = _sensed.Start(y) + 8 * x;
            var here = At(ref values, at);
            Vector256<float> west = At(ref values, at - 1), east = At(ref values, at + 1);
            Vector256<float> north = At(ref values, at - _sensed.Stride), south = At(ref values, at + _sensed.Stride);
            var beside = west + east;
            var around = north + south;
            var corners = At(ref values, at - _sensed.Stride - 1) + At(ref values, at - _sensed.Stride + 1)
                + (At(ref values, at + _sensed.Stride - 1) + At(ref values, at + _sensed.Stride + 1));
            var farBeside = At(ref values, at - 2) + At(ref values, at + 2);
            var farAround = At(ref values, at - 2 * _sensed.Stride) + At(ref values, at + 2 * _sensed.Stride);

            var greenHere = (here * 4 + (beside + around) * 2 - (farBeside + farAround)) * 0.125f;
            var alongRow = (here * 5 + beside * 4 - corners - farBeside + farAround * 0.5f) * 0.125f;
            var alongColumn = (here * 5 + around * 4 - corners - farAround + farBeside * 0.5f) * 0.125f;
            var diagonal = (here * 6 + corners * 2 - (farBeside + farAround) * 1.5f) * 0.125f;

            green[x] = Vector256.ConditionalSelect(isRowColor, greenHere, here);
            rowColor[x] = Vector256.ConditionalSelect(isRowColor, here, alongRow);
            otherColor[x] = Vector256.ConditionalSelect(isRowColor, diagonal, alongColumn);
        }
    }

    private static Vector256<float> At(ref float values, int place) => Vector256.LoadUnsafe(ref values, (nuint)place);
}
