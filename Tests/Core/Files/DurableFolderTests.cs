using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Files;
using FewLabels.Sim.Learning.Checkpoints;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Files;

/// <summary>Names that are to outlast a loss of power. That the disk has them can't be seen from here; that a folder was opened to flush it, and when, can (Linux's inotify).</summary>
public sealed partial class DurableFolderTests : IDisposable
{
    private const uint MovedTo = 0x80, Created = 0x100, Opened = 0x20, Folder = 0x40000000;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void A_file_that_was_renamed_into_a_folder_is_followed_by_a_flush_of_the_folder()
    {
        var told = Watch(_folder, () => DurableFile.Write(Path.Combine(_folder, "x"), file => file.WriteByte(1)));
        var (moved, flushed) = (told.FindIndex(one => one == (MovedTo, "x")), told.FindLastIndex(one => one == (Opened | Folder, "")));
        Assert.True(moved >= 0 && flushed > moved, string.Join(", ", told));
    }

    [Fact]
    public void A_folder_that_is_made_is_followed_by_a_flush_of_the_one_above_it()
    {
        var told = Watch(_folder, () => DurableFolder.Create(Path.Combine(_folder, "a", "b")));
        var (made, flushed) = (told.FindIndex(one => one == (Created | Folder, "a")), told.FindLastIndex(one => one == (Opened | Folder, "")));
        Assert.True(made >= 0 && flushed > made, string.Join(", ", told));
        Assert.True(Directory.Exists(Path.Combine(_folder, "a", "b")));
    }

    [Fact]
    public void A_log_that_begins_has_a_name_that_lasts()
    {
        var told = Watch(_folder, () => new EventLog(Path.Combine(_folder, "events.msgpack"), "run").Dispose());
        var (made, flushed) = (told.FindIndex(one => one == (Created, "events.msgpack")), told.FindLastIndex(one => one == (Opened | Folder, "")));
        Assert.True(made >= 0 && flushed > made, string.Join(", ", told));
    }

    [Fact]
    public void A_folder_that_is_not_there_and_a_file_are_refused_by_name()
    {
        var nowhere = Path.Combine(_folder, "nowhere");
        Assert.Contains(nowhere, Assert.Throws<IOException>(() => DurableFolder.Flush(nowhere)).Message, StringComparison.Ordinal);
        File.WriteAllText(nowhere, "");
        Assert.Throws<IOException>(() => DurableFolder.Flush(nowhere));
    }

    [Fact]
    public void A_file_system_that_knows_no_flush_is_left_alone() => DurableFolder.Flush("/proc/self");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What happens to a folder's entries, and to itself (named ""), in order.</summary>
    private static List<(uint What, string Name)> Watch(string folder, Action act)
    {
        const int NonBlocking = 0x800;
        using var events = new Microsoft.Win32.SafeHandles.SafeFileHandle(Init(NonBlocking), ownsHandle: true);
        Assert.True(Add((int)events.DangerousGetHandle(), folder, MovedTo | Created | Opened) >= 0);
        act();
        var buffer = new byte[1 << 16];
        var length = Read((int)events.DangerousGetHandle(), buffer, buffer.Length);
        var told = new List<(uint, string)>();
        for (var at = 0; at < length;)
        {
            var (mask, name) = (BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(at + 4)), BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at + 12)));
            told.Add((mask, Encoding.UTF8.GetString(buffer, at + 16, name).TrimEnd('\0')));
            at += 16 + name;
        }
        return told;
    }

    [LibraryImport("libc", EntryPoint = "inotify_init1")]
    private static partial int Init(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Add(int descriptor, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, [Out] byte[] buffer, nint length);
}
