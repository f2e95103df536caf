using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// Lays the thing on a plain backdrop: encoded value and backdrop are mixed by coverage. A pixel at the thing's edge holds light of
/// the old background too, so it first takes the colour of those of its eight neighbours that the thing covers most, as a
/// retoucher cleans a fringe.
/// </summary>
internal static class CutOut
{
    /// <param name="colors">The first so many of red, green and blue are in use.</param>
    public static void Apply(PhotoPlanes planes, int colors, float backdrop, MarginPlane coverage, MarginPlane scratch)
    {
        coverage.FillByEdge(planes, planes.Coverage, 1);
        Apply(planes, planes.Red, backdrop, coverage, scratch);
        if (colors == 1)
            return;
        Apply(planes, planes.Green, backdrop, coverage, scratch);
        Apply(planes, planes.Blue, backdrop, coverage, scratch);
    }

    private static void Apply(PhotoPlanes planes, float[] plane, float backdrop, MarginPlane coverage, MarginPlane scratch)
    {
        scratch.FillByEdge(planes, plane, 1);
        for (var y = 0; y < planes.Height; y++)
        {
            Span<Vector256<float>> shares = planes.Row(planes.Coverage, y), row = planes.Row(plane, y);
            for (var i = 0; i < row.Length; i++)
            {
                if (Vector256.GreaterThanOrEqualAll(shares[i], Vector256.Create(1f)))
                    continue;
                if (Vector256.LessThanOrEqualAll(shares[i], Vector256<float>.Zero))
                    row[i] = Vector256.Create(backdrop);
                else
                    row[i] = Mix(PureColors(coverage, scratch, scratch.Start(y) + 8 * i), shares[i], backdrop);
            }
        }
    }

    private static Vector256<float> Mix(Vector256<float> colors, Vector256<float> shares, float backdrop)
    {
        var ground = Vector256.Create(backdrop);
        // Where nothing is mixed, the backdrop's very value: sums would round it.
        return Vector256.ConditionalSelect(Vector256.GreaterThan(shares, Vector256<float>.Zero), ground + (colors - ground) * shares, ground);
    }

    /// <summary>For each of eight pixels its own colour where it is all covered, else the mean of those of nine pixels that are covered most.</summary>
    private static Vector256<float> PureColors(MarginPlane coverage, MarginPlane values, int at)
    {
        ref var shares = ref MemoryMarshal.GetArrayDataReference(coverage.Values);
        ref var colors = ref MemoryMarshal.GetArrayDataReference(values.Values);
        var most = Vector256<float>.Zero;
        for (var n = 0; n < 9; n++)
            most = Vector256.MaxNative(most, Vector256.LoadUnsafe(ref shares, Neighbor(n, at, coverage.Stride)));
        Vector256<float> sum = default, count = default;
        for (var n = 0; n < 9; n++)
        {
            var place = Neighbor(n, at, coverage.Stride);
            var isMost = Vector256.Equals(most, Vector256.LoadUnsafe(ref shares, place));
            sum += isMost & Vector256.LoadUnsafe(ref colors, place);
            count += isMost & Vector256.Create(1f);
        }
        var isWhole = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref shares, (nuint)at), Vector256.Create(1f));
        return Vector256.ConditionalSelect(isWhole, Vector256.LoadUnsafe(ref colors, (nuint)at), sum / count);
    }

    private static nuint Neighbor(int n, int at, int stride) => (nuint)(at + (n / 3 - 1) * stride + n % 3 - 1);
}
