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
    /// <exception cref="FewLabelsException">A tenth of the photos is too few to score by.</exception>
    /// <returns>What is held out, and the photos that are left to train on.</returns>
    public static (HeldOutImages HeldOut, UnlabelledPhotos Training) Of(LabelledImages renders, UnlabelledPhotos photos, StreamKey key)
    {
        var order = Enumerable.Range(0, photos.Count).ToArray();
        key.Open().Shuffle(order.AsSpan());
        var count = Math.Min(MostPhotos, photos.Count / 10);
        if (count < FewestPhotos)
            throw new FewLabelsException($"A tenth of {photos.Count} photos is too few to score a network by", "early-stop", $"Give at least {10 * FewestPhotos} photos, or score by source-accuracy.");
        UnlabelledPhotos Take(Range range)
        {
            var places = order[range];
            Array.Sort(places);
            return new(photos.Images.Take(places), photos.Skipped);
        }
        return (new(renders, Take(..count)), Take(count..));
    }
}
