using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.Ranges;

/// <summary>
/// Metres along each pixel's ray: from the pinhole, so depth times √(1 + u² + v²) for the pixel's slopes u and v; for an orthographic camera,
/// whose rays are parallel, the depth itself.
/// </summary>
public sealed class RangeLabeler : Labeler
{
    public override string Name => "range";

    public override FrameBuffers Needs => FrameBuffers.Depth;

    public override Annotation Label(FrameView frame)
    {
        int width = frame.Width, height = frame.Height;
        var depth = frame.Depth.Span[..(width * height)];
        var camera = frame.Scene.Camera;
        if (camera.Orthographic)
            return new DepthMap(Name, height, width, depth.ToArray(), Range: true);
        var meters = GC.AllocateUninitializedArray<float>(width * height);
        var squares = ArrayPool<float>.Shared.Rent(width);
        var columns = squares.AsSpan(0, width);
        for (var x = 0; x < width; x++)
            columns[x] = Square(camera.ToCamera(x + 0.5f, 0, 1).X);
        for (var y = 0; y < height; y++)
        {
            var row = 1 + Square(camera.ToCamera(0, y + 0.5f, 1).Y);
            Stretch(depth.Slice(y * width, width), columns, row, meters.AsSpan(y * width, width));
        }
        ArrayPool<float>.Shared.Return(squares);
        return new DepthMap(Name, height, width, meters, Range: true);
    }

    private static void Stretch(ReadOnlySpan<float> depth, ReadOnlySpan<float> columns, float row, Span<float> meters)
    {
        var whole = depth.Length - depth.Length % Vector<float>.Count;
        var depths = MemoryMarshal.Cast<float, Vector<float>>(depth[..whole]);
        var squares = MemoryMarshal.Cast<float, Vector<float>>(columns[..whole]);
        var results = MemoryMarshal.Cast<float, Vector<float>>(meters[..whole]);
        for (var i = 0; i < results.Length; i++)
            results[i] = depths[i] * Vector.SquareRoot(squares[i] + new Vector<float>(row));
        for (var i = whole; i < depth.Length; i++)
            meters[i] = depth[i] * MathF.Sqrt(columns[i] + row);
    }

    private static float Square(float slope) => slope * slope;
}
