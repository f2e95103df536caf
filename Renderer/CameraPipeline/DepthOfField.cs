using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// Defocus of a thin lens by depth. Each pixel gathers the neighbours whose disks cover it, each with its light over its disk's area
/// (Potmesil and Chakravarty 1981, "A lens and aperture camera model", turned from scattering to gathering). What lies behind a pixel's thing is hidden by it,
/// so it reaches that pixel no farther than the pixel's own disk; the weights are brought to the sum 1, as the hidden background is unknown.
/// </summary>
internal sealed class DepthOfField
{
    /// <summary>The largest radius in pixels: the work grows with its square.</summary>
    public const int MostRadius = 8;

    /// <summary>A disk of half a pixel stays within its pixel: what is nearer to the focus is sharp.</summary>
    private const float Sharp = 0.5f;

    private readonly MarginPlane[] _colors = [new(), new(), new(), new()];
    private readonly MarginPlane _nearness = new(), _radii = new();
    private readonly int[] _steps = new int[(2 * MostRadius + 1) * (2 * MostRadius + 1)];
    private readonly float[] _distances = new float[(2 * MostRadius + 1) * (2 * MostRadius + 1)];
    private float[] _nearnessPlane = [], _radiusPlane = [];

    /// <param name="depth"><c>[H, W]</c> metres; 0 for the background, which counts as infinitely far.</param>
    /// <param name="aperture">Pixels × metres.</param>
    /// <param name="focus">Metres.</param>
    /// <param name="withCoverage">Whether the coverage is blurred along with the colours.</param>
    public void Apply(PhotoPlanes planes, ReadOnlySpan<float> depth, float aperture, float focus, bool withCoverage)
    {
        var reach = Measure(planes, depth, aperture, 1 / focus);
        if (reach == 0)
            return;
        _nearness.FillByEdge(planes, _nearnessPlane, reach);
        _radii.FillByEdge(planes, _radiusPlane, reach);
        _colors[0].FillByEdge(planes, planes.Red, reach);
        _colors[1].FillByEdge(planes, planes.Green, reach);
        _colors[2].FillByEdge(planes, planes.Blue, reach);
        if (withCoverage)
            _colors[3].FillByEdge(planes, planes.Coverage, reach);
        var taps = CollectTaps(reach, _radii.Stride);
        for (var y = 0; y < planes.Height; y++)
            Gather(planes, y, taps, withCoverage);
    }

    /// <summary>Notes how near each pixel is (1 over metres) and its radius in pixels; returns how far the largest disk reaches.</summary>
    private int Measure(PhotoPlanes planes, ReadOnlySpan<float> depth, float aperture, float focus)
    {
        if (_radiusPlane.Length < planes.Length)
            (_nearnessPlane, _radiusPlane) = (new float[planes.Length], new float[planes.Length]);
        var largest = 0f;
        for (var y = 0; y < planes.Height; y++)
        {
            for (var x = 0; x < planes.Width; x++)
            {
                var metres = depth[y * planes.Width + x];
                var near = metres > 0 ? 1 / metres : 0;
                var radius = Math.Clamp(aperture * Math.Abs(near - focus), Sharp, MostRadius);
                (_nearnessPlane[y * planes.Stride + x], _radiusPlane[y * planes.Stride + x]) = (near, radius);
                largest = Math.Max(largest, radius);
            }
        }
        // A disk's soft edge ends half a pixel beyond its radius.
        return (int)MathF.Ceiling(largest - Sharp);
    }

    private int CollectTaps(int reach, int stride)
    {
        var taps = 0;
        for (var dy = -reach; dy <= reach; dy++)
        {
            for (var dx = -reach; dx <= reach; dx++)
            {
                var distance = MathF.Sqrt(dx * dx + dy * dy);
                if (distance >= reach + 1)
                    continue;
                (_steps[taps], _distances[taps]) = (dy * stride + dx, distance);
                taps++;
            }
        }
        return taps;
    }

    private void Gather(PhotoPlanes planes, int y, int taps, bool withCoverage)
    {
        ref var nearness = ref MemoryMarshal.GetArrayDataReference(_nearness.Values);
        ref var radii = ref MemoryMarshal.GetArrayDataReference(_radii.Values);
        ref var red = ref MemoryMarshal.GetArrayDataReference(_colors[0].Values);
        ref var green = ref MemoryMarshal.GetArrayDataReference(_colors[1].Values);
        ref var blue = ref MemoryMarshal.GetArrayDataReference(_colors[2].Values);
        ref var coverage = ref MemoryMarshal.GetArrayDataReference(_colors[3].Values);
        Span<Vector256<float>> reds = planes.Row(planes.Red, y), greens = planes.Row(planes.Green, y), blues = planes.Row(planes.Blue, y);
        for (var x = 0; x < reds.Length; x++)
        {
            var start = _radii.Start(y) + 8 * x;
            var hereNear = Vector256.LoadUnsafe(ref nearness, (nuint)start);
            var hereRadius = Vector256.LoadUnsafe(ref radii, (nuint)start);
            Vector256<float> r = default, g = default, b = default, c = default, sum = default;
            for (var t = 0; t < taps; t++)
            {
                var at = (nuint)(start + _steps[t]);
                var radius = Vector256.LoadUnsafe(ref radii, at);
                var isBehind = Vector256.LessThan(Vector256.LoadUnsafe(ref nearness, at), hereNear);
                radius = Vector256.ConditionalSelect(isBehind, Vector256.MinNative(radius, hereRadius), radius);
                var weight = LaneMath.Clip(radius + Vector256.Create(0.5f - _distances[t])) / (radius * radius);
                sum += weight;
                r = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref red, at), r);
                g = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref green, at), g);
                b = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref blue, at), b);
                if (withCoverage)
                    c = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref coverage, at), c);
            }
            // The middle's own weight is never 0, so neither is the sum.
            (reds[x], greens[x], blues[x]) = (r / sum, g / sum, b / sum);
            if (withCoverage)
                planes.Row(planes.Coverage, y)[x] = c / sum;
        }
    }
}
