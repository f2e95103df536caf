using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>Whole files of a dataset, with a limit held before anything is read.</summary>
internal static class DatasetFiles
{
    /// <summary>More than any one frame's labels or any list of classes takes.</summary>
    public const int MostTextBytes = 64 << 20;

    /// <param name="most">The largest file to take, in bytes.</param>
    /// <exception cref="FewLabelsException">Missing, empty, too large or unreadable.</exception>
    public static byte[] Read(string path, long most = MostTextBytes) => DatasetErrors.Guard(path, () =>
    {
        var length = LengthOf(path);
        if (length > most)
            throw DatasetErrors.Bad(path, "the file", $"of {length} bytes", $"at most {most}");
        // What has no length may be a pipe, which would never end.
        if (length == 0)
            throw DatasetErrors.Bad(path, "the file", "empty", "some bytes");
        using var file = File.OpenHandle(path);
        var bytes = new byte[length];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is > 0 and var more)
            read += more;
        return read == bytes.Length ? bytes : throw new EndOfStreamException("It ends early.");
    });

    /// <summary>An image file as it is stored.</summary>
    /// <exception cref="FewLabelsException">Missing, no plain file, empty, too large or unreadable.</exception>
    public static EncodedImage ReadImage(string path)
    {
        using var bytes = ImageFile.Read(path, new());
        return new(bytes.Span.ToArray(), Path.GetExtension(path).ToLowerInvariant());
    }

    /// <summary>Opens a file for a pass from its start; its length must not be 0.</summary>
    public static FileStream Open(string path) => DatasetErrors.Guard(path, () => LengthOf(path) > 0
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan)
        : throw DatasetErrors.Bad(path, "the file", "empty", "some bytes"));

    private static long LengthOf(string path) => new FileInfo(path).Length;
}
