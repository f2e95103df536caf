using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.SelfCheck;

/// <summary>The pass over the pixels: each run of an object against all that is said of its pixels.</summary>
internal static class PixelCheck
{
    // A depth that was computed in another order differs by rounding.
    private const float DepthTolerance = 1e-4f;

    // Of a normal's squared length: a hundredth of its length, which formats of ten bits keep.
    private const float NormalTolerance = 0.02f;

    /// <param name="seen">Empty; it gets all runs.</param>
    /// <param name="drawn">Pixels that show anything, labelled or not.</param>
    public static string? FindFault(in PixelMaps maps, ObjectInstances instances, SeenInstances seen, out int drawn)
    {
        drawn = 0;
        var scene = maps.Frame.Scene;
        // Floats from 0 up are in the order of their bits, NaN and infinity above all: one search of whole numbers finds every fault.
        var near = BitConverter.SingleToUInt32Bits(Math.Max(0, scene.Camera.Near * (1 - DepthTolerance)));
        var far = BitConverter.SingleToUInt32Bits(Math.Min(float.MaxValue, scene.Camera.Far * (1 + DepthTolerance)));
        foreach (var run in new PixelRuns(maps.Objects, maps.Frame.Width))
        {
            if (!instances.Knows(run))
                return instances.Unknown(run);
            var instance = instances[run];
            if (instance != 0)
                seen.Add(instance, run);
            drawn += run.Object != 0 ? run.Length : 0;
            if (!maps.Instances.IsEmpty && maps.Instances.Slice(run.Start, run.Length).IndexOfAnyExcept((ushort)instance) is >= 0 and var other)
                return Differs(run, other, "instance map", maps.Instances[run.Start + other], $"instance {instance}");
            if (!maps.Classes.IsEmpty)
            {
                var classId = instance == 0 ? SemanticSegmentation.Background : scene.Instances[instance - 1].ClassId;
                if (maps.Classes.Slice(run.Start, run.Length).IndexOfAnyExcept((byte)classId) is >= 0 and var at)
                    return Differs(run, at, "class map", maps.Classes[run.Start + at], $"class {classId}");
            }
            if (!maps.Depth.IsEmpty && DepthFault(maps.Depth.Slice(run.Start, run.Length), run, near, far) is { } depthFault)
                return depthFault;
            if (!maps.Normals.IsEmpty && NormalFault(maps.Normals.Slice(run.Start * 3, run.Length * 3), run) is { } normalFault)
                return normalFault;
            if (instance != 0 && maps.Frame.Coverage is { } coverage && Silhouette.FirstOutside(coverage[instance - 1], run, maps.Frame.Width, maps.Frame.Height) is >= 0 and var x)
                return $"Pixel ({x}, {run.Y}) shows instance {instance} more than a pixel outside its silhouette.";
        }
        return null;
    }

    private static string Differs(in PixelRun run, int offset, string map, int value, string truth) =>
        $"The {map} says {value} at pixel ({run.X + offset}, {run.Y}), where {truth} is seen.";

    private static string? DepthFault(ReadOnlySpan<float> depth, in PixelRun run, uint near, uint far)
    {
        var bits = MemoryMarshal.Cast<float, uint>(depth);
        if (run.Object == 0)
        {
            return bits.IndexOfAnyExcept(0u) is >= 0 and var filled
                ? $"Pixel ({run.X + filled}, {run.Y}) shows nothing, but its depth is {depth[filled]}."
                : null;
        }
        return bits.IndexOfAnyExceptInRange(near, far) is >= 0 and var wrong
            ? $"Pixel ({run.X + wrong}, {run.Y}) shows drawn object {run.Object} at a depth of {depth[wrong]}, which is not between the near and the far plane."
            : null;
    }

    private static string? NormalFault(ReadOnlySpan<float> normals, in PixelRun run)
    {
        if (run.Object == 0)
        {
            return MemoryMarshal.Cast<float, uint>(normals).IndexOfAnyExcept(0u) is >= 0 and var filled
                ? $"Pixel ({run.X + filled / 3}, {run.Y}) shows nothing, but it has a normal."
                : null;
        }
        var vectors = MemoryMarshal.Cast<float, Vector3>(normals);
        for (var i = CountUnits(normals); i < vectors.Length; i++)
        {
            // Not "greater": NaN fails too.
            if (!(MathF.Abs(vectors[i].LengthSquared() - 1) <= NormalTolerance))
                return $"Pixel ({run.X + i}, {run.Y}) has a normal of length {vectors[i].Length()}.";
        }
        return null;
    }

    /// <summary>
    /// How many normals from the first on are surely of length 1, by eights. Three neighbours are summed at every place; of the 24 sums
    /// only each third one is a normal's, so that nothing need be reordered.
    /// </summary>
    private static int CountUnits(ReadOnlySpan<float> normals)
    {
        ref var first = ref MemoryMarshal.GetReference(normals);
        var at = 0;
        while (at + 26 <= normals.Length && AreUnits(ref first, at, 0b0100_1001) && AreUnits(ref first, at + 8, 0b1001_0010) && AreUnits(ref first, at + 16, 0b0010_0100))
            at += 24;
        return at / 3;
    }

    private static bool AreUnits(ref float first, int at, uint lanes)
    {
        var x = Vector256.LoadUnsafe(ref first, (nuint)at);
        var y = Vector256.LoadUnsafe(ref first, (nuint)at + 1);
        var z = Vector256.LoadUnsafe(ref first, (nuint)at + 2);
        var off = Vector256.Abs(x * x + y * y + z * z - Vector256<float>.One);
        return (Vector256.LessThanOrEqual(off, Vector256.Create(NormalTolerance)).ExtractMostSignificantBits() & lanes) == lanes;
    }
}
