using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// Lateral chromatic aberration: the lens draws red a little larger than green and blue a little smaller, about the image's centre.
/// Bilinear; a scaling about a point is one along each axis, so rows are mixed first and columns within them after.
/// </summary>
internal sealed class ChromaticAberration
{
    private int[] _columns = [];
    private float[] _shares = [];
    private float[] _mixed = [];

    /// <param name="pixels">By which red lies farther out and blue farther in, at the corner.</param>
    public void Apply(PhotoPlanes planes, float pixels, MarginPlane scratch)
    {
        float centerX = (planes.Width - 1) / 2f, centerY = (planes.Height - 1) / 2f;
        var corner = MathF.Sqrt(centerX * centerX + centerY * centerY);
        if (corner == 0)
            return;
        // Beyond half the corner's distance there is no picture left to speak of.
        var growth = Math.Clamp(pixels / corner, -0.5f, 0.5f);
        Scale(planes, planes.Red, 1 + growth, scratch);
        Scale(planes, planes.Blue, 1 - growth, scratch);
    }

    private void Scale(PhotoPlanes planes, float[] plane, float scale, MarginPlane scratch)
    {
        scratch.FillByEdge(planes, plane, 1);
        PlanColumns(planes, scale);
        var centerY = (planes.Height - 1) / 2f;
        for (var y = 0; y < planes.Height; y++)
        {
            var (above, share) = Place(y, centerY, scale, planes.Height);
            Mix(scratch.Values.AsSpan(scratch.Start(above), planes.Stride), scratch.Values.AsSpan(scratch.Start(above + 1), planes.Stride), share);
            var row = plane.AsSpan(y * planes.Stride, planes.Width);
            for (var x = 0; x < row.Length; x++)
            {
                var left = _columns[x];
                row[x] = _mixed[left] + (_mixed[left + 1] - _mixed[left]) * _shares[x];
            }
        }
    }

    private void PlanColumns(PhotoPlanes planes, float scale)
    {
        if (_columns.Length < planes.Stride)
            (_columns, _shares, _mixed) = (new int[planes.Stride], new float[planes.Stride], new float[planes.Stride + 8]);
        for (var x = 0; x < planes.Width; x++)
            (_columns[x], _shares[x]) = Place(x, (planes.Width - 1) / 2f, scale, planes.Width);
    }

    /// <summary>The pixel before the place from which pixel <paramref name="at"/> is taken, and how far behind that pixel it lies.</summary>
    private static (int Before, float Share) Place(int at, float center, float scale, int count)
    {
        var from = Math.Clamp(center + (at - center) / scale, 0, count - 1);
        var before = (int)from;
        return (before, from - before);
    }

    private void Mix(ReadOnlySpan<float> above, ReadOnlySpan<float> below, float share)
    {
        for (var x = 0; x + 8 <= above.Length; x += 8)
        {
            var a = Vector256.Create(above[x..]);
            (a + (Vector256.Create(below[x..]) - a) * share).CopyTo(_mixed, x);
        }
        // The neighbour behind the last column is read with share 0; it must be a number.
        _mixed[above.Length] = 0;
    }
}
