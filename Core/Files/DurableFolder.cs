using System.Runtime.InteropServices;

namespace FewLabels.Sim.Core.Files;

/// <summary>
/// Names that outlast a loss of power. A file's bytes are flushed with the file; that it has its name is a matter of its folder, which the system writes when it likes unless
/// the folder is flushed too (fsync(2)).
/// </summary>
public static partial class DurableFolder
{
    // Linux's numbers on x64.
    private const int ReadOnly = 0;
    private const int FolderOnly = 0x10000;
    private const int CloseOnExec = 0x80000;

    private const int Interrupted = 4;
    private const int NoSuchDescriptor = 9;
    private const int NotAllowed = 13;
    private const int Invalid = 22;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>Makes a folder, and those above it that are missing, each with a name that lasts.</summary>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not write there.</exception>
    public static void Create(string path)
    {
        if (Directory.Exists(path))
            return;
        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (parent is not null)
            Create(parent);
        Directory.CreateDirectory(path);
        if (parent is not null)
            Flush(parent);
    }

    /// <summary>Waits until the disk has the folder's entries as they are now. Does nothing on systems other than Linux, in folders that may not be read, and on file systems that know no such flush.</summary>
    /// <exception cref="IOException">There is no such folder, or the disk failed.</exception>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var folder = Open(path, ReadOnly | FolderOnly | CloseOnExec);
        if (folder < 0)
        {
            Require(Marshal.GetLastPInvokeError(), path, NotAllowed);
            return;
        }
        try
        {
            while (Sync(folder) < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == Interrupted)
                    continue;
                Require(error, path, NoSuchDescriptor, Invalid, ReadOnlyFileSystem);
                return;
            }
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static void Require(int error, string path, params ReadOnlySpan<int> harmless)
    {
        if (!harmless.Contains(error))
            throw new IOException($"The folder's entries can't be flushed to the disk: {Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
