using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A sample that holds its pixels, since its format has no image files.</summary>
internal interface IImageSample
{
    Image Image { get; }
}
