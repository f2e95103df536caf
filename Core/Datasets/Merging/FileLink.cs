using System.Runtime.InteropServices;

namespace FewLabels.Sim.Core.Datasets.Merging;

/// <summary>A file under a second name, without a second copy of its bytes where the file system lets us.</summary>
internal static partial class FileLink
{
    /// <summary>Links, or copies where both places do not lie on one file system or links are not known there.</summary>
    /// <exception cref="IOException">The file can't be read or written.</exception>
    public static void Create(string from, string to, bool copy)
    {
        if (copy || Link(from, to) != 0)
            File.Copy(from, to);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
