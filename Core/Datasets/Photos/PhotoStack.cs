using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Photos;

/// <summary>Trees of photos in one block to learn from.</summary>
internal static class PhotoStack
{
    /// <param name="roots">Folders, one after another.</param>
    /// <param name="size">Pixels a side.</param>
    /// <param name="channels">1 or 3.</param>
    /// <exception cref="FewLabelsException">No photo, more than memory holds, or, where that is strict, one that is not read.</exception>
    public static UnlabelledPhotos Read(IReadOnlyList<string> roots, int size, int channels, PhotoOptions options)
    {
        var where = string.Join(", ", roots);
        var trees = roots.Select(root => new PhotoTree(root, options)).ToArray();
        // Counting costs a listing, and saves holding everything twice.
        var (most, stride) = (trees.Sum(tree => tree.Files().LongCount()), size * size * channels);
        if (most * stride > Array.MaxLength)
            throw new FewLabelsException($"{most} photos of {size}×{size} pixels are more than memory holds in one piece", where, "Take a smaller size, or a part of the photos.");
        var (pixels, count, skipped) = (new byte[most * stride], 0, new SkippedPhotos());
        foreach (var photo in trees.SelectMany(tree => tree.ReadSquares(size, channels, skipped)))
        {
            // Photos that came since they were counted wait for the next time.
            if (count == most)
                break;
            photo.Pixels.CopyTo(pixels.AsSpan(count++ * stride));
        }
        if (count == 0)
            throw skipped.Count == 0
                ? new FewLabelsException("There are no images here", where, $"Check the path: it must be a folder with {ImageFaults.Formats} files.")
                : new FewLabelsException($"None of the photos is read: {skipped}", where, "Look at the first of them, and check the path.");
        Array.Resize(ref pixels, count * stride);
        return new(new(count, size, size, channels, pixels), skipped);
    }
}
