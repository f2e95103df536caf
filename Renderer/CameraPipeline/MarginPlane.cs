namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// A copy of a plane with a margin around it, from which stages read neighbours without asking where the image ends. Scratch of the
/// pipeline, kept from image to image.
/// </summary>
internal sealed class MarginPlane
{
    private int _margin;

    public float[] Values { get; private set; } = [];

    public int Stride { get; private set; }

    /// <summary>The place of pixel (0, y) in <see cref="Values"/>; its neighbours lie up to the margin before, behind, above and below.</summary>
    public int Start(int y) => (y + _margin) * Stride + _margin;

    /// <summary>Copies a plane; the margin repeats the image's outermost pixels.</summary>
    public void FillByEdge(PhotoPlanes planes, float[] plane, int margin)
    {
        Resize(planes, margin);
        for (var y = -margin; y < planes.Height + margin; y++)
        {
            var from = plane.AsSpan(Math.Clamp(y, 0, planes.Height - 1) * planes.Stride, planes.Width);
            var to = Values.AsSpan((y + margin) * Stride, Stride);
            to[..margin].Fill(from[0]);
            from.CopyTo(to[margin..]);
            to[(margin + planes.Width)..].Fill(from[^1]);
        }
    }

    /// <summary>Copies a plane; the margin mirrors the image about its outermost pixels, which keeps the colours of a mosaic in their order.</summary>
    public void FillByMirror(PhotoPlanes planes, float[] plane, int margin)
    {
        FillByEdge(planes, plane, margin);
        for (var y = 0; y < planes.Height; y++)
        {
            var row = Values.AsSpan((y + margin) * Stride, Stride);
            for (var i = 1; i <= margin; i++)
            {
                row[margin - i] = row[margin + Mirror(-i, planes.Width)];
                row[margin + planes.Width - 1 + i] = row[margin + Mirror(planes.Width - 1 + i, planes.Width)];
            }
        }
        for (var i = 1; i <= margin; i++)
        {
            Row(Mirror(-i, planes.Height)).CopyTo(Row(-i));
            Row(Mirror(planes.Height - 1 + i, planes.Height)).CopyTo(Row(planes.Height - 1 + i));
        }
    }

    private static int Mirror(int at, int count)
    {
        var period = Math.Max(2 * (count - 1), 1);
        at = (at % period + period) % period;
        return at < count ? at : period - at;
    }

    private Span<float> Row(int y) => Values.AsSpan((y + _margin) * Stride, Stride);

    private void Resize(PhotoPlanes planes, int margin)
    {
        (_margin, Stride) = (margin, planes.Stride + 2 * margin);
        var length = (planes.Height + 2 * margin) * Stride;
        if (Values.Length < length)
            Values = new float[length];
    }
}
