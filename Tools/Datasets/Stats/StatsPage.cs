using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tools.Report;

namespace FewLabels.Sim.Tools.Datasets.Stats;

/// <summary>One page that shows how datasets differ.</summary>
internal static class StatsPage
{
    private const int SheetColumns = 8;
    private const int SheetRows = 3;
    private const int Tile = 96;

    /// <exception cref="FewLabelsException">The file can't be written.</exception>
    public static void Write(StatsReport report, string path, CancellationToken cancellation) => SelfContainedPage.Write(Render(report, cancellation), path, "--html");

    /// <summary>The page as text.</summary>
    public static string Render(StatsReport report, CancellationToken cancellation) => SelfContainedPage.Render(
        $"{string.Join(", ", report.Datasets.Select(data => data.Name))} - FewLabels.Sim", ["report.css", "stats.css"], ["charts.js", "stats.js"],
        StatsData.ForPage(report, [.. report.Datasets.Select(data => Sheet(data, cancellation))]), "fewlabels dataset stats");

    /// <summary>Samples from all over the dataset in one picture, as a data address; null where none can be read.</summary>
    private static string? Sheet(MeasuredDataset data, CancellationToken cancellation)
    {
        var (count, tiles) = (data.Statistics.Signatures.Count, new List<Image>());
        var wanted = Math.Min(count, SheetColumns * SheetRows);
        foreach (var (place, sample) in data.Reader.Samples().Index())
        {
            cancellation.ThrowIfCancellationRequested();
            if (tiles.Count == wanted)
                break;
            // The middle of each of so many equal parts; one that can't be read gives its place to the next.
            if (place >= (long)(2 * tiles.Count + 1) * count / (2 * wanted) && Load(sample) is { } image)
                tiles.Add(ImageShrink.ToFit(image, Tile));
        }
        return tiles.Count == 0 ? null : $"data:image/png;base64,{Convert.ToBase64String(ImageCodec.EncodePng(Compose(tiles)))}";
    }

    private static Image? Load(DatasetSample sample)
    {
        try
        {
            return sample.Load().Image;
        }
        catch (FewLabelsException)
        {
            // It was counted when it was measured.
            return null;
        }
    }

    private static Image Compose(List<Image> tiles)
    {
        var side = tiles.Max(tile => Math.Max(tile.Width, tile.Height));
        var (columns, rows) = (Math.Min(SheetColumns, tiles.Count), (tiles.Count + SheetColumns - 1) / SheetColumns);
        var sheet = new Image(rows * (side + 2) - 2, columns * (side + 2) - 2, 4, new byte[(rows * (side + 2) - 2) * (columns * (side + 2) - 2) * 4]);
        for (var i = 0; i < tiles.Count; i++)
        {
            var tile = tiles[i];
            var (left, top) = (i % SheetColumns * (side + 2) + (side - tile.Width) / 2, i / SheetColumns * (side + 2) + (side - tile.Height) / 2);
            for (var y = 0; y < tile.Height; y++)
            {
                for (var x = 0; x < tile.Width; x++)
                {
                    for (var c = 0; c < 4; c++)
                        sheet.Pixels[((top + y) * sheet.Width + left + x) * 4 + c] = c < 3 ? tile[y, x, tile.Channels == 1 ? 0 : c] : tile.Channels == 4 ? tile[y, x, 3] : byte.MaxValue;
                }
            }
        }
        return sheet;
    }
}
