using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Tools.Jobs;
using FewLabels.Sim.Tools.Rendering;

namespace FewLabels.Sim.Tools.Augmentation;

/// <summary>Some images of a scenario or of files, to look at, and what their classes survive.</summary>
/// <param name="Images">The images.</param>
/// <param name="Symmetries">As the scenario declares them; of files none.</param>
internal sealed record AugmentImages(ImageStack Images, Symmetries Symmetries)
{
    public static AugmentImages Load(AugmentRequest request, CancellationToken cancellation) =>
        !Directory.Exists(request.Images) && !File.Exists(request.Images) && request.Catalog.Names.Contains(request.Images)
            ? Render(request, cancellation) : new(Read(request), Symmetries.None);

    private static AugmentImages Render(AugmentRequest request, CancellationToken cancellation)
    {
        var options = new ImageOptions(request.Size, request.Size, request.Seed, [], 1, 0);
        using var source = new FrameSource(request.Catalog.Create(request.Images), options, request.Catalog, skipErrors: true);
        var frames = source.Render(Enumerable.Range(0, request.Count).Select(i => (long)i), cancellation).SelectMany(batch => batch.Frames).ToArray();
        if (frames.Length == 0)
            throw new FewLabelsException("No image could be made", request.Images, "Render one to a folder to see why.");
        var own = new ImageStack(frames.Length, request.Size, request.Size, frames[0].Image.Channels, [.. frames.SelectMany(frame => frame.Image.Pixels)]);
        return new(request.Channels is { } channels ? WithChannels(own, channels) : own, source.Scenario.Symmetries);
    }

    private static ImageStack Read(AugmentRequest request)
    {
        if (!Directory.Exists(request.Images) && !File.Exists(request.Images))
            throw new FewLabelsException($"'{request.Images}' is no scenario, and there is no such file or folder", "augment",
                $"Scenarios are: {string.Join(", ", request.Catalog.Names)}{NearestName.Suggest(request.Images, request.Catalog.Names)}. Your own come with --plugin.", ExitCode.WrongUsage);
        var photos = new DatasetPhotos(request.Images, request.Size, request.Channels ?? 3);
        var key = StreamKey.Of(request.Seed).With("images");
        if (photos.ListUnlabelled(request.Split) is not { } listing)
        {
            var all = photos.ReadUnlabelled(request.Split).Images;
            return all.Take(Choose(all.Count).ToArray());
        }
        var pixels = Choose(listing.Count).SelectMany(listing.Decode).ToArray();
        return new(pixels.Length / (listing.Size * listing.Size * listing.Channels), listing.Size, listing.Size, listing.Channels, pixels);

        IEnumerable<int> Choose(int count)
        {
            var order = Enumerable.Range(0, count).ToArray();
            key.Open().Shuffle(order.AsSpan());
            return order.Take(request.Count);
        }
    }

    // Grey from the mean of the three would not be what training sees: as where images are read (Rec. 601).
    private static ImageStack WithChannels(ImageStack images, int channels)
    {
        if (images.Channels == channels)
            return images;
        var (from, to) = (images.Pixels, new byte[images.Pixels.Length / images.Channels * channels]);
        for (var i = 0; i < to.Length / channels; i++)
        {
            if (channels == 3)
                to.AsSpan(3 * i, 3).Fill(from[i]);
            else
                to[i] = (byte)(0.299 * from[3 * i] + 0.587 * from[3 * i + 1] + 0.114 * from[3 * i + 2] + 0.5);
        }
        return new(images.Count, images.Height, images.Width, channels, to);
    }
}
