using System.Runtime.ExceptionServices;
using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>
/// Images in folders: <c>DIR/&lt;class name&gt;/&lt;any&gt;.png</c> where classes are known, any tree of images where they are not.
/// A split is a folder of that name in DIR, if there is one; else DIR itself is the only split. Files are taken in ordinal order of their paths.
/// Photos without labels that don't decode are skipped and counted unless <paramref name="options"/> are strict; an image with a label always has to decode, since what is
/// measured on fewer images is another measure.
/// </summary>
public sealed class ImageFolder(string folder, int size, int channels, PhotoOptions? options = null) : IPhotoSet
{
    private readonly PhotoOptions _options = options ?? new();

    public string Origin => folder;

    public UnlabelledPhotos ReadUnlabelled(string split)
    {
        var root = RootOf(split);
        if (!Directory.Exists(root))
            throw Empty(root);
        var tree = new PhotoTree(root, _options);
        // Counting costs a listing, and saves holding everything twice.
        var pixels = Room(tree.Files().LongCount(), root);
        var (skipped, count, stride) = (new SkippedPhotos(), 0, size * size * channels);
        foreach (var photo in tree.ReadSquares(size, channels, skipped))
        {
            if ((count + 1L) * stride > pixels.Length)
                break;
            photo.Pixels.CopyTo(pixels.AsSpan(count++ * stride));
        }
        if (count == 0)
            throw skipped.Count == 0 ? Empty(root) : new FewLabelsException($"No photo here can be read. {skipped}", root, "Look at the first of them, and check the path.");
        Array.Resize(ref pixels, count * stride);
        return new(new(count, size, size, channels, pixels), skipped);
    }

    public LabelledImages PickLabelled(string split, int perClass, long seed, IReadOnlyList<string> classes) =>
        FewLabelPick.Of(ReadLabelled(split, classes), perClass, seed, folder);

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
        return Directory.Exists(root) ? [.. Directory.GetDirectories(root).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Order(StringComparer.Ordinal)] : throw Empty(root);
    }

    /// <summary>The name of a class's folder.</summary>
    public static string FolderName(string className) => className.Replace('/', '_');

    private ImageStack Load(string[] files)
    {
        var stride = size * size * channels;
        var pixels = Room(files.Length, folder);
        try
        {
            Parallel.For(0, files.Length, i => ImageCodec.ReadSquare(files[i], size, channels, _options.Limits, pixels.AsSpan(i * stride, stride)));
        }
        catch (AggregateException errors)
        {
            // The first bad file is enough to act on.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
        return new(files.Length, size, size, channels, pixels);
    }

    private byte[] Room(long count, string root)
    {
        var bytes = count * size * size * channels;
        return bytes <= Array.MaxLength ? new byte[bytes]
            : throw new FewLabelsException($"{count} photos of {size}×{size}×{channels} are {bytes} bytes, and {Array.MaxLength} fit", root, "Make them smaller (source.size), or take a part of the folder.");
    }

    private string RootOf(string split) => Directory.Exists(Path.Combine(folder, split)) ? Path.Combine(folder, split) : folder;

    // Other formats are passed over here, as all that is no image is.
    private string[] Files(string root) => Directory.Exists(root) ? [.. new PhotoTree(root, _options with { Strict = false }).Files()] : [];

    private static FewLabelsException Empty(string root) =>
        new("There are no images here", root, $"Check the path: it must be a folder with {ImageFaults.Formats} files.");
}
