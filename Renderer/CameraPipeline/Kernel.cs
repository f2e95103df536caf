using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>A small picture of what one point of light becomes, and the convolution with it. Outside the image its outermost pixels go on.</summary>
internal sealed class Kernel
{
    /// <summary>The farthest that a kernel reaches from its middle, in pixels.</summary>
    public const int MostReach = 16;

    private const int Side = 2 * MostReach + 1;

    private readonly float[] _weights = new float[Side * Side];
    private readonly float[] _tapWeights = new float[Side * Side];
    private readonly int[] _tapSteps = new int[Side * Side];

    public int Reach { get; private set; }

    /// <summary>The weight of the pixel at (−dx, −dy) from the one that is made: light at the origin goes to (dx, dy).</summary>
    public ref float this[int dy, int dx] => ref _weights[(dy + MostReach) * Side + dx + MostReach];

    /// <summary>All weights 0, to be filled up to this reach.</summary>
    public void Clear(int reach)
    {
        Reach = reach;
        _weights.AsSpan().Clear();
    }

    /// <summary>Scales the weights so that they add up to 1.</summary>
    public void Normalize()
    {
        var sum = 0f;
        foreach (var weight in _weights)
            sum += weight;
        foreach (ref var weight in _weights.AsSpan())
            weight /= sum;
    }

    public void ConvolveColors(PhotoPlanes planes, MarginPlane scratch)
    {
        Convolve(planes, planes.Red, scratch);
        Convolve(planes, planes.Green, scratch);
        Convolve(planes, planes.Blue, scratch);
    }

    public void Convolve(PhotoPlanes planes, float[] plane, MarginPlane scratch)
    {
        scratch.FillByEdge(planes, plane, Reach);
        var taps = CollectTaps(scratch.Stride);
        ref var from = ref MemoryMarshal.GetArrayDataReference(scratch.Values);
        for (var y = 0; y < planes.Height; y++)
        {
            var row = planes.Row(plane, y);
            var start = scratch.Start(y);
            var x = 0;
            // Four vectors at a time hide the latency of the sums.
            for (; x + 4 <= row.Length; x += 4)
            {
                Vector256<float> a = default, b = default, c = default, d = default;
                for (var t = 0; t < taps; t++)
                {
                    var at = (nuint)(start + 8 * x + _tapSteps[t]);
                    var weight = Vector256.Create(_tapWeights[t]);
                    a = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref from, at), weight, a);
                    b = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref from, at + 8), weight, b);
                    c = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref from, at + 16), weight, c);
                    d = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref from, at + 24), weight, d);
                }
                (row[x], row[x + 1], row[x + 2], row[x + 3]) = (a, b, c, d);
            }
            for (; x < row.Length; x++)
            {
                Vector256<float> sum = default;
                for (var t = 0; t < taps; t++)
                    sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref from, (nuint)(start + 8 * x + _tapSteps[t])), Vector256.Create(_tapWeights[t]), sum);
                row[x] = sum;
            }
        }
    }

    private int CollectTaps(int stride)
    {
        var taps = 0;
        for (var dy = -Reach; dy <= Reach; dy++)
        {
            for (var dx = -Reach; dx <= Reach; dx++)
            {
                if (this[dy, dx] == 0)
                    continue;
                (_tapWeights[taps], _tapSteps[taps]) = (this[dy, dx], -dy * stride - dx);
                taps++;
            }
        }
        return taps;
    }
}
