using System.IO.Enumeration;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Files;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Photos;

/// <summary>
/// Any tree of files as photos without labels, however many: listed lazily, in ordinal order of their paths below the root, so that the order depends on names alone. Memory
/// holds the names of the folders that lead to where the listing is, and of no others. Files with names of other things are passed over; photos of formats that are not
/// read, folders that can't be opened and names that are not UTF-8 are told.
/// </summary>
public sealed class PhotoTree(string root, PhotoOptions? options = null)
{
    // A name that is not UTF-8 comes with this in it, and can't be asked for.
    private const char NotUtf8 = '\uFFFD';

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private readonly PhotoOptions _options = options ?? new();

    /// <summary>The folder at the top.</summary>
    public string Root => root;

    /// <summary>The photos' paths, each beginning with the root as it was given. No file is opened; each call lists anew.</summary>
    /// <param name="skipped">Takes in what is left out.</param>
    /// <exception cref="FewLabelsException">The root is no folder; or, where that is strict, what would be skipped.</exception>
    public IEnumerable<string> Files(SkippedPhotos? skipped = null)
    {
        foreach (var photo in List())
        {
            if (photo.Refusal is null)
                yield return photo.Path;
            else if (_options.Strict)
                throw photo.Refusal;
            else
                skipped?.Add(photo.Refusal);
        }
    }

    /// <summary>The photos as squares, decoded on all processors a little ahead of who takes them.</summary>
    /// <param name="size">Pixels a side.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="skipped">Takes in what is left out.</param>
    /// <exception cref="FewLabelsException">As <see cref="Files"/>.</exception>
    public IEnumerable<Image> ReadSquares(int size, int channels, SkippedPhotos? skipped = null)
    {
        foreach (var photo in PhotoSquares.Of(List(), size, channels, _options.Limits))
        {
            if (photo.Square is not null)
                yield return photo.Square;
            else if (_options.Strict)
                throw photo.Refusal!;
            else
                skipped?.Add(photo.Refusal!);
        }
    }

    /// <summary>Photos and what is refused by its name alone, in order.</summary>
    internal IEnumerable<ListedPhoto> List()
    {
        if (!Directory.Exists(root))
            throw new FewLabelsException("There is no such folder of photos", root, "Check the path.");
        var entered = _options.FollowLinks ? new HashSet<(ulong, ulong)>() : null;
        var way = new Stack<Folder>();
        // A folder is opened when its turn comes, and what it is refused for is told in its place.
        ListedPhoto? refused = Enter(Path.TrimEndingDirectorySeparator(root));
        while (true)
        {
            if (refused is { } told)
                yield return told;
            refused = null;
            if (!way.TryPeek(out var folder))
                yield break;
            if (folder.Next == folder.Names.Length)
            {
                way.Pop();
                continue;
            }
            var name = folder.Names[folder.Next++];
            if (name[^1] == '/')
                refused = Enter(folder.Path + name[..^1]);
            else
                yield return Photo(folder.Path + name, name);
        }

        ListedPhoto? Enter(string path)
        {
            if (entered is not null && FileStatus.Of(path) is { Error: 0 } status && !entered.Add((status.Device, status.Inode)))
                return null;
            try
            {
                way.Push(new(path == "/" ? path : path + "/", Names(path)));
                return null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return new(path, error is DirectoryNotFoundException && path.Contains(NotUtf8, StringComparison.Ordinal) ? NotNamed(path)
                    : ImageRefusal.Of(ImageFault.Unreadable, $"A folder can't be read: {error.Message.TrimEnd('.')}", path, "Check its permissions, or leave it out.", error));
            }
        }
    }

    private static ListedPhoto Photo(string path, string name)
    {
        if (name.Contains(NotUtf8, StringComparison.Ordinal) && FileStatus.Of(path).Error == FileStatus.NoEntry)
            return new(path, NotNamed(path));
        return ImageCodec.IsImage(name) ? new(path, null)
            : new(path, ImageRefusal.Of(ImageFault.Format, "This photo's format is not read", path, $"Convert it to one of {ImageFaults.Formats}, or take it out of the folder."));
    }

    private static FewLabelsException NotNamed(string path) => ImageRefusal.Of(ImageFault.Name, "A name is not UTF-8", path, "Rename it.");

    /// <summary>What counts in a folder, in order; folders end with a slash, which gives them the place that their files' paths have among the others.</summary>
    private string[] Names(string path)
    {
        var names = new FileSystemEnumerable<string>(path, (ref FileSystemEntry entry) => entry.IsDirectory ? string.Concat(entry.FileName, "/") : new(entry.FileName), Everything)
        {
            ShouldIncludePredicate = Counts,
        }.ToArray();
        OrdinalSort.Sort(names);
        return names;
    }

    private bool Counts(ref FileSystemEntry entry)
    {
        if (entry.FileName[0] == '.' && !_options.Hidden)
            return false;
        // Attributes cost a call to the system each; only folders need to be told from links to them.
        return entry.IsDirectory ? _options.FollowLinks || (entry.Attributes & FileAttributes.ReparsePoint) == 0
            : ImageCodec.IsImage(entry.FileName) || ImageCodec.IsOtherImage(entry.FileName);
    }

    private sealed class Folder(string path, string[] names)
    {
        public string Path => path;

        public string[] Names => names;

        public int Next { get; set; }
    }
}
