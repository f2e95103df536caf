using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A sample whose image is a file of its own: its name is the way to it from the dataset's folder.</summary>
/// <param name="folder">The dataset's folder.</param>
/// <param name="listedIn">The file that names the image, for messages.</param>
/// <param name="key">Where it stands there.</param>
internal abstract class FileSample(DatasetPath folder, string listedIn, string key) : DatasetSample
{
    /// <summary>The image's file, which lies inside the dataset.</summary>
    public string ImagePath() => folder.Resolve(Name, listedIn, key);

    public override EncodedImage ReadEncoded() => DatasetFiles.ReadImage(ImagePath());
}
