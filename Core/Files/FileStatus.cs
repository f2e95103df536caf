using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace FewLabels.Sim.Core.Files;

/// <summary>What a path leads to, and which file on which disk that is: .NET tells neither pipes from files nor one folder from another (Linux's statx).</summary>
/// <param name="Error">0, or the system's number of what went wrong.</param>
internal readonly record struct FileStatus(int Error, FileKind Kind, ulong Device, ulong Inode)
{
    public const int NoEntry = 2, NoAccess = 13, TooManyLinks = 40;

    private const int Here = -100, Basic = 0x7FF;

    /// <summary>Follows links.</summary>
    public static unsafe FileStatus Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return Plainly(path);
        // struct statx of linux/stat.h: the same on every processor.
        var result = stackalloc byte[256];
        var bytes = Encoding.UTF8.GetByteCount(path);
        var name = bytes < 4096 ? stackalloc byte[bytes + 1] : new byte[bytes + 1];
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        fixed (byte* pointer = name)
        {
            if (Statx(Here, pointer, 0, Basic, result) != 0)
                return new(Marshal.GetLastPInvokeError(), FileKind.Other, 0, 0);
        }
        var status = new ReadOnlySpan<byte>(result, 256);
        var kind = (BinaryPrimitives.ReadUInt16LittleEndian(status[28..]) & 0xF000) switch { 0x8000 => FileKind.File, 0x4000 => FileKind.Folder, _ => FileKind.Other };
        var device = BinaryPrimitives.ReadUInt32LittleEndian(status[136..]) | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(status[140..]) << 32;
        return new(0, kind, device, BinaryPrimitives.ReadUInt64LittleEndian(status[32..]));
    }

    // Elsewhere links are told by where they lead.
    private static FileStatus Plainly(string path)
    {
        var target = Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        var kind = Directory.Exists(target) ? FileKind.Folder : File.Exists(target) ? FileKind.File : FileKind.Other;
        return new(kind == FileKind.Other ? NoEntry : 0, kind, 0, (ulong)target.GetHashCode(StringComparison.Ordinal));
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern unsafe int Statx(int folder, byte* path, int flags, uint mask, byte* result);
}
