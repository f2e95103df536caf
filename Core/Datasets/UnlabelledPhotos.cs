namespace FewLabels.Sim.Core.Datasets;

/// <summary>
/// Photos of the target domain. There is no label here and no way to one: a learner that is handed this type cannot leak
/// target labels, whatever it does.
/// </summary>
public sealed class UnlabelledPhotos(ImageStack images)
{
    public ImageStack Images { get; } = images;

    public int Count => Images.Count;
}
