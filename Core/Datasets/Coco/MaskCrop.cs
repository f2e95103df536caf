namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>The pixels of a mask inside its box, by place in the box; outside it there are none.</summary>
internal sealed class MaskCrop
{
    private readonly bool[] _pixels;

    private MaskCrop(int x, int y, int width, int height) => (X, Y, Width, Height, _pixels) = (x, y, width, height, new bool[width * height]);

    /// <summary>The box's left side in the image.</summary>
    public int X { get; }

    /// <summary>The box's upper side in the image.</summary>
    public int Y { get; }

    public int Width { get; }

    public int Height { get; }

    public bool this[int x, int y] => (uint)x < (uint)Width && (uint)y < (uint)Height && _pixels[y * Width + x];

    public static MaskCrop Of(RunLengthMask mask)
    {
        var box = mask.Box();
        var crop = new MaskCrop(box.X, box.Y, box.Width, box.Height);
        var at = 0;
        for (var i = 0; i < mask.Counts.Count; at += mask.Counts[i++])
        {
            if (i % 2 == 0)
                continue;
            var (x, y) = Math.DivRem(at, mask.Height);
            for (var left = mask.Counts[i]; left > 0; x++, y = 0)
            {
                var rows = Math.Min(left, mask.Height - y);
                for (var row = y; row < y + rows; row++)
                    crop._pixels[(row - box.Y) * box.Width + x - box.X] = true;
                left -= rows;
            }
        }
        return crop;
    }
}
