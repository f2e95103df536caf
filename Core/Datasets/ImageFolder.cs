using System.Runtime.ExceptionServices;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>
/// Images in folders: <c>DIR/&lt;class name&gt;/&lt;any&gt;.png</c> where classes are known, any tree of images where they are not.
/// A split is a folder of that name in DIR, if there is one; else DIR itself is the only split. Files are taken in ordinal order of their paths.
/// </summary>
public sealed class ImageFolder(string folder, int size, int channels) : IPhotoSet
{
    public string Origin => folder;

    public UnlabelledPhotos ReadUnlabelled(string split)
    {
        var root = RootOf(split);
        var files = Files(root);
        return files.Length > 0 ? new(Load(files)) : throw Empty(root);
    }

    public LabelledImages PickLabelled(string split, LabelBudget labels, long seed, IReadOnlyList<string> classes) =>
        FewLabelPick.Of(ReadLabelled(split, classes), labels, seed, folder);

    public EvaluationSet ReadEvaluation(string split, IReadOnlyList<string> classes) => new(ReadLabelled(split, classes));

    public OraclePhotos ReadOracle(string split, IReadOnlyList<string> classes) => new(ReadLabelled(split, classes));

    /// <summary>All images with their folder's class; the classes are the folders in ordinal order unless given.</summary>
    /// <exception cref="FewLabelsException">No such folder, no images, other classes than given, or an image that does not decode.</exception>
    public LabelledImages ReadLabelled(string split, IReadOnlyList<string>? classes = null)
    {
        var root = RootOf(split);
        var names = Classes(split).ToArray();
        // A slash cannot stand in a folder's name: "T-shirt/top" is written "T-shirt_top".
        var expected = classes?.Select(FolderName).ToArray() ?? names;
        if (names.Length == 0 || !names.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
            throw new FewLabelsException($"The folder has {names.Length} classes ({string.Join(", ", names)}) and the source has {expected.Length} ({string.Join(", ", expected)})", root,
                "Source and photos must have the same classes: one folder for each, with the class's name.");
        var files = expected.SelectMany((name, label) => Files(Path.Combine(root, name)).Select(file => (file, (byte)label))).ToArray();
        return files.Length > 0 ? new(Load([.. files.Select(f => f.file)]), [.. files.Select(f => f.Item2)], classes ?? names) : throw Empty(root);
    }

    /// <summary>The folders of a split, in ordinal order.</summary>
    /// <exception cref="FewLabelsException">No such folder.</exception>
    public IReadOnlyList<string> Classes(string split)
    {
        var root = RootOf(split);
        return Directory.Exists(root) ? [.. Directory.GetDirectories(root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : throw Empty(root);
    }

    /// <summary>The name of a class's folder.</summary>
    public static string FolderName(string className) => className.Replace('/', '_');

    private ImageStack Load(string[] files)
    {
        var stride = size * size * channels;
        var pixels = new byte[(long)files.Length * stride];
        try
        {
            Parallel.For(0, files.Length, i => ImageCodec.ReadSquare(files[i], size, channels).Pixels.CopyTo(pixels.AsSpan(i * stride)));
        }
        catch (AggregateException errors)
        {
            // The first bad file is enough to act on.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
        return new(files.Length, size, size, channels, pixels);
    }

    private string RootOf(string split) => Directory.Exists(Path.Combine(folder, split)) ? Path.Combine(folder, split) : folder;

    private static string[] Files(string root) => !Directory.Exists(root) ? [] :
        [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(ImageCodec.IsImage).Order(StringComparer.Ordinal)];

    private static FewLabelsException Empty(string root) =>
        new("There are no images here", root, "Check the path: it must be a folder with PNG, JPEG, BMP, WebP or GIF files.");
}
