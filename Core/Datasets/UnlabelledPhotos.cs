using FewLabels.Sim.Core.Datasets.Photos;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>
/// Photos of the target domain. There is no label here and no way to one: a learner that is handed this type cannot leak
/// target labels, whatever it does.
/// </summary>
/// <param name="skipped">What was left out; null where nothing can be.</param>
public sealed class UnlabelledPhotos(ImageStack images, SkippedPhotos? skipped = null)
{
    public ImageStack Images { get; } = images;

    public int Count => Images.Count;

    /// <summary>The files that are no photos to us, by reason.</summary>
    public SkippedPhotos Skipped { get; } = skipped ?? new();
}
