using System.Buffers;
using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.PixelPositions;

/// <summary>The surface point at each pixel's centre, in camera space.</summary>
public sealed class PixelPositionLabeler : Labeler
{
    public override string Name => "pixel-position";

    public override FrameBuffers Needs => FrameBuffers.Depth;

    public override Annotation Label(FrameView frame)
    {
        int width = frame.Width, height = frame.Height;
        var camera = frame.Scene.Camera;
        var values = GC.AllocateUninitializedArray<float>(width * height * 3);
        var depth = frame.Depth.Span[..(width * height)];
        var columns = ArrayPool<Vector4>.Shared.Rent(width);
        for (var x = 0; x < width; x++)
            columns[x] = new(camera.ToCamera(x + 0.5f, 0, 1).X, 0, 1, 0);
        for (var y = 0; y < height; y++)
        {
            var row = new Vector4(0, camera.ToCamera(0, y + 0.5f, 1).Y, 0, 0);
            var meters = depth.Slice(y * width, width);
            var points = values.AsSpan(y * width * 3, width * 3);
            if (camera.Orthographic)
                PlaceParallel(meters, columns, row, points);
            else
                Place(meters, columns, row, points);
        }
        ArrayPool<Vector4>.Shared.Return(columns);
        return new VectorMap(Name, height, width, 3, values, VectorMapKind.CameraPositions);
    }

    private static void Place(ReadOnlySpan<float> depth, ReadOnlySpan<Vector4> columns, Vector4 row, Span<float> points)
    {
        for (var x = 0; x < depth.Length; x++)
        {
            // A depth of 0 gives the background's 0; the sum makes −0 of it 0.
            var point = (columns[x] + row) * depth[x] + Vector4.Zero;
            // Four numbers are written as quickly as one; the next point takes the fourth's place.
            if (x < depth.Length - 1)
                point.CopyTo(points[(x * 3)..]);
            else
                new Vector3(point.X, point.Y, point.Z).CopyTo(points[(x * 3)..]);
        }
    }

    private static void PlaceParallel(ReadOnlySpan<float> depth, ReadOnlySpan<Vector4> columns, Vector4 row, Span<float> points)
    {
        for (var x = 0; x < depth.Length; x++)
        {
            var point = depth[x] == 0 ? Vector3.Zero : new(columns[x].X, row.Y, depth[x]);
            point.CopyTo(points[(x * 3)..]);
        }
    }
}
