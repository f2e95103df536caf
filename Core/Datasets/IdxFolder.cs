using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>
/// A folder with the four files of MNIST and its successors (<c>train-images-idx3-ubyte.gz</c> … <c>t10k-labels-idx1-ubyte.gz</c>).
/// Each way in says what of the labels it reads: none, a few, or all of them for evaluation or as an oracle.
/// </summary>
public sealed class IdxFolder(string folder) : IPhotoSet
{
    public static IReadOnlyList<string> Splits { get; } = ["train", "test"];

    public string Origin => folder;

    public UnlabelledPhotos ReadUnlabelled(string split) => new(IdxFile.ReadImages(PathOf(split, "images-idx3")));

    public LabelledImages PickLabelled(string split, LabelBudget labels, long seed, IReadOnlyList<string> classes) =>
        FewLabelPick.Of(Labelled(split, classes), labels, seed, folder);

    public EvaluationSet ReadEvaluation(string split, IReadOnlyList<string> classes) => new(Labelled(split, classes));

    public OraclePhotos ReadOracle(string split, IReadOnlyList<string> classes) => new(Labelled(split, classes));

    private LabelledImages Labelled(string split, IReadOnlyList<string> classes)
    {
        var images = IdxFile.ReadImages(PathOf(split, "images-idx3"));
        var path = PathOf(split, "labels-idx1");
        var labels = IdxFile.ReadLabels(path);
        if (labels.Length != images.Count)
            throw new FewLabelsException($"{images.Count} images have {labels.Length} labels", path, "Take both files from the same release of the dataset.");
        if (labels.Max() + 1 != classes.Count)
            throw new FewLabelsException($"The photos have {labels.Max() + 1} classes and the source has {classes.Count}", path,
                "Source and photos must have the same classes in the same order: choose another source, or photos of its classes.");
        return new(images, labels, classes);
    }

    private string PathOf(string split, string kind)
    {
        var path = Path.Combine(folder, $"{(split == "train" ? "train" : "t10k")}-{kind}-ubyte");
        return File.Exists(path) ? path : path + ".gz";
    }
}
