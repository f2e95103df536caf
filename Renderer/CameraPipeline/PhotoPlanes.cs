using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// A photo in the making: planes <c>[H, Stride]</c> whose rows are padded to whole vectors, so that stages have no remainders.
/// What stands in the padding is never shown. The arrays are kept from image to image.
/// </summary>
internal sealed class PhotoPlanes
{
    /// <summary>Pixels that rows are padded to a multiple of: two vectors of eight, which is what <see cref="PhotoBytes"/> packs at a time.</summary>
    private const int Padding = 16;

    /// <summary>The most light that a pixel holds; what a half float holds too.</summary>
    private const float MostLight = 65504;

    public int Height { get; private set; }

    public int Width { get; private set; }

    public int Stride { get; private set; }

    /// <summary>The shorter side in pixels.</summary>
    public int Side => Math.Min(Height, Width);

    /// <summary>Floats of a plane that are in use: <c>H · Stride</c>.</summary>
    public int Length => Height * Stride;

    public float[] Red { get; private set; } = [];

    public float[] Green { get; private set; } = [];

    public float[] Blue { get; private set; } = [];

    /// <summary>Filled only for cut-outs.</summary>
    public float[] Coverage { get; private set; } = [];

    /// <summary>Takes in an image's light. Values that are no light (negative, not a number) are 0, so that one bad pixel doesn't spread.</summary>
    public void Load(LinearImage light, bool withCoverage)
    {
        (Height, Width, Stride) = (light.Height, light.Width, (light.Width + Padding - 1) / Padding * Padding);
        if (Red.Length < Length)
            (Red, Green, Blue, Coverage) = (new float[Length], new float[Length], new float[Length], new float[Length]);
        Load(light.Red, Red, MostLight);
        Load(light.Green, Green, MostLight);
        Load(light.Blue, Blue, MostLight);
        if (withCoverage)
            Load(light.Coverage, Coverage, 1);
    }

    /// <summary>A plane's rows in one piece, as vectors.</summary>
    public Span<Vector256<float>> Lanes(float[] plane) => MemoryMarshal.Cast<float, Vector256<float>>(plane.AsSpan(0, Length));

    /// <summary>One row of a plane, as vectors.</summary>
    public Span<Vector256<float>> Row(float[] plane, int y) => MemoryMarshal.Cast<float, Vector256<float>>(plane.AsSpan(y * Stride, Stride));

    /// <summary>The columns 0 to 7, to which a vector's place is added.</summary>
    public static Vector256<float> FirstColumns => Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>Replaces each value of a plane by a function of it alone.</summary>
    public void Map<TFunction>(float[] plane, TFunction function)
        where TFunction : struct, ILaneFunction
    {
        foreach (ref var lanes in Lanes(plane))
            lanes = function.Of(lanes);
    }

    /// <summary>The same for red, green and blue.</summary>
    public void MapColors<TFunction>(TFunction function)
        where TFunction : struct, ILaneFunction
    {
        Map(Red, function);
        Map(Green, function);
        Map(Blue, function);
    }

    private void Load(float[] from, float[] to, float most)
    {
        for (var y = 0; y < Height; y++)
        {
            from.AsSpan(y * Width, Width).CopyTo(to.AsSpan(y * Stride));
            to.AsSpan(y * Stride + Width, Stride - Width).Clear();
            foreach (ref var lanes in Row(to, y))
            {
                // A comparison with what is not a number is false.
                var light = Vector256.GreaterThan(lanes, Vector256<float>.Zero);
                lanes = Vector256.MinNative(lanes & light, Vector256.Create(most));
            }
        }
    }
}
