using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>Images that no stage trains on, to score one by: renders with labels, and photos without. There is no place here for a photo's label.</summary>
/// <param name="Renders">Of the source.</param>
/// <param name="Photos">Of the target.</param>
public sealed record HeldOutImages(LabelledImages Renders, UnlabelledPhotos Photos)
{
    /// <summary>A mean over so many entropies is known to about a hundredth of a nat.</summary>
    private const int MostPhotos = 1000;

    /// <summary>Takes a tenth of the photos out of training, at most 1,000.</summary>
    /// <param name="renders">Renders that training has never had.</param>
    /// <param name="photos">All photos.</param>
    /// <param name="key">Which of them.</param>
    /// <returns>What is held out, and the photos that are left to train on.</returns>
    public static (HeldOutImages HeldOut, UnlabelledPhotos Training) Of(LabelledImages renders, UnlabelledPhotos photos, StreamKey key)
    {
        var order = Enumerable.Range(0, photos.Count).ToArray();
        key.Open().Shuffle(order.AsSpan());
        var count = Math.Min(MostPhotos, photos.Count / 10);
        UnlabelledPhotos Take(Range range)
        {
            var places = order[range];
            Array.Sort(places);
            return new(photos.Images.Take(places), photos.Skipped);
        }
        return (new(renders, Take(..count)), Take(count..));
    }
}
