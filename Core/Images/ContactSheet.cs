using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Core.Images;

/// <summary>Some images of a set in one picture, to look at.</summary>
public static class ContactSheet
{
    /// <summary>A row of <paramref name="columns"/> images for each class, picked by key.</summary>
    public static Image ByClass(LabelledImages images, int columns, StreamKey key)
    {
        var rows = new List<int[]>();
        for (var c = 0; c < images.Classes.Count; c++)
        {
            var members = Enumerable.Range(0, images.Count).Where(i => images.Labels[i] == c).ToArray();
            key.With(c).Open().Shuffle(members.AsSpan());
            rows.Add(members[..Math.Min(columns, members.Length)]);
        }
        return Compose(images.Images, rows, columns);
    }

    /// <summary>Rows of images picked by key from all.</summary>
    public static Image Any(ImageStack images, int rows, int columns, StreamKey key)
    {
        var order = Enumerable.Range(0, images.Count).ToArray();
        key.Open().Shuffle(order.AsSpan());
        return Compose(images, order.Chunk(columns).Take(rows), columns);
    }

    private static Image Compose(ImageStack images, IEnumerable<int[]> rows, int columns)
    {
        var all = rows.ToArray();
        var (h, rowBytes) = (images.Height, images.Width * images.Channels);
        var pixels = new byte[all.Length * h * columns * rowBytes];
        for (var r = 0; r < all.Length; r++)
            for (var c = 0; c < all[r].Length; c++)
                for (var y = 0; y < h; y++)
                    images[all[r][c]].Slice(y * rowBytes, rowBytes).CopyTo(pixels.AsSpan(((r * h + y) * columns + c) * rowBytes));
        return new(all.Length * h, columns * images.Width, images.Channels, pixels);
    }
}
