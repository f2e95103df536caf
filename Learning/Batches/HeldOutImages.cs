using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>Images that no stage trains on, to score one by: renders with labels, and photos without. There is no place here for a photo's label.</summary>
/// <param name="Renders">Of the source.</param>
/// <param name="Photos">Of the target; null where no score asks for them.</param>
public sealed record HeldOutImages(LabelledImages Renders, UnlabelledPhotos? Photos)
{
    /// <summary>A mean over so many entropies is known to about a hundredth of a nat.</summary>
    private const int MostPhotos = 1000;

    /// <summary>Fewer say more of themselves than of a network.</summary>
    private const int FewestPhotos = 20;

    /// <summary>Takes a tenth of the photos out of training, at most 1,000.</summary>
    /// <param name="renders">Renders that training has never had.</param>
    /// <param name="photos">All photos.</param>
    /// <param name="key">Which of them.</param>
    /// <returns>What is held out, and the photos that are left to train on.</returns>
    /// <exception cref="FewLabelsException">A tenth of the photos is too few to score by, or there is no end to them.</exception>
    public static (HeldOutImages HeldOut, IImageSource Training) Of(LabelledImages renders, IImageSource photos, StreamKey key)
    {
        var all = photos.Count ?? 0;
        var count = (int)Math.Min(MostPhotos, all / 10);
        if (count < FewestPhotos)
            throw new FewLabelsException($"A tenth of {all} photos is too few to score a network by", photos.Origin, $"Give at least {10 * FewestPhotos} photos, or let early-stop score by source-accuracy.");
        var draws = key.Open();
        var places = new SortedSet<long>();
        while (places.Count < count)
            places.Add((long)(draws.NextDouble() * all));
        long[] held = [.. places];
        var pixels = new byte[count * photos.Shape.Bytes];
        photos.Read(held, pixels, CancellationToken.None);
        return (new(renders, new(new(count, photos.Shape.Height, photos.Shape.Width, photos.Shape.Channels, pixels))), new RemainingSource(photos, held));
    }
}
