using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Learning.Native;

/// <summary>
/// Makes TorchSharp's native library load on systems whose libstdc++ is older than GCC 13's (Debian 12, Ubuntu 22.04).
/// TorchSharp 0.107 asks there for GLIBCXX_3.4.32, for one symbol that nothing uses. Where that version is missing, a copy
/// of the library with the need marked weak is loaded first, by hand; TorchSharp's own load then finds it by name. The
/// library that the package shipped is never changed. Runs by itself, when this assembly is first used.
/// </summary>
public static partial class TorchLibrary
{
    private const string NeededVersion = "GLIBCXX_3.4.32";
    private const string Bridge = "libLibTorchSharp.so";
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    private static nint _torch;

    /// <summary>How the library came to load, or why it did not; a sentence for people.</summary>
    public static string Status { get; private set; } = "not looked at yet";

    /// <summary>What stopped the library from loading; null when it is loaded.</summary>
    public static Exception? Failure { get; private set; }

    /// <summary>Throws, with what to do, if libtorch did not load.</summary>
    /// <exception cref="FewLabelsException">libtorch is missing or refused to load.</exception>
    public static void Require()
    {
        if (Failure is not null)
            throw new FewLabelsException("libtorch could not be loaded", Failure.Message,
                "Build again so that the package libtorch-cpu-linux-x64 is restored, and run 'fewlabels doctor' to see what this machine lacks.", cause: Failure);
    }

    /// <summary>The address of a function of libtorch or of what it is linked to; 0 where there is none of this name.</summary>
    internal static nint Export(string name) => _torch != 0 && NativeLibrary.TryGetExport(_torch, name, out var address) ? address : 0;

#pragma warning disable CA2255 // A library may use a module initializer when no call of the user's can be relied on to come first.
    [ModuleInitializer]
    internal static void Load()
    {
        if (!OperatingSystem.IsLinux())
        {
            Status = "not Linux: TorchSharp loads its own library";
            return;
        }
        try
        {
            // With two busy threads on two cores, libgomp's default of spinning while it waits costs a factor of six; never to
            // spin costs a sixth on idle ones. It reads this when it loads. What the user has set stays.
            if (Environment.GetEnvironmentVariable(WaitPolicy) is null)
                _ = SetEnvironment("GOMP_SPINCOUNT", "1000", 0);
            _ = SetEnvironment(WaitPolicy, "passive", 0);
            Malloc.KeepPages();
            Status = LoadFrom(Folder());
        }
        catch (Exception error) when (error is DllNotFoundException or IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            (Failure, Status) = (error, error.Message);
        }
    }
#pragma warning restore CA2255

    private static string LoadFrom(string folder)
    {
        var bridge = Path.Combine(folder, Bridge);
        _torch = NativeLibrary.Load(Path.Combine(folder, "libtorch.so"));
        if (HostProvides(NeededVersion))
        {
            NativeLibrary.Load(bridge);
            return $"loads as shipped: libstdc++ has {NeededVersion}";
        }
        var bytes = File.ReadAllBytes(bridge);
        if (!ElfVersionNeed.MakeWeak(bytes, NeededVersion))
        {
            NativeLibrary.Load(bridge);
            return $"loads as shipped: it does not ask for {NeededVersion}";
        }
        NativeLibrary.Load(Patched(bytes));
        return $"loads through a copy: libstdc++ here lacks {NeededVersion}, which nothing uses";
    }

    // The copy is named after its content, written aside and renamed, so that two processes can start at once.
    private static string Patched(byte[] bytes)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var path = Path.Combine(cache, "fewlabels-sim", Convert.ToHexStringLower(SHA256.HashData(bytes))[..16], Bridge);
        try
        {
            return Write(path, bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A home that can't be written to (a container, a service): the copy goes to a folder of this process's own.
            return Write(Path.Combine(Directory.CreateTempSubdirectory("fewlabels-sim-").FullName, Bridge), bytes);
        }
    }

    private static string Write(string path, byte[] bytes)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            return path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(aside, bytes);
        File.Move(aside, path, overwrite: true);
        return path;
    }

    private static bool HostProvides(string version)
    {
        if (!NativeLibrary.TryLoad("libstdc++.so.6", out var library))
            return false;
        // The path of what the loader itself picked: the file that really answers for libstdc++.so.6 in this process.
        foreach (var line in File.ReadLines("/proc/self/maps"))
            if (line.IndexOf('/', StringComparison.Ordinal) is > 0 and var at && line.Contains("libstdc++.so.6", StringComparison.Ordinal))
                return File.ReadAllBytes(line[at..]).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(version + "\0")) >= 0;
        return false;
    }

    // Beside the program, or where its .deps.json points when packages are not copied.
    private static string Folder()
    {
        var places = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Prepend(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"));
        return places.FirstOrDefault(place => File.Exists(Path.Combine(place, Bridge)))
            ?? throw new DllNotFoundException($"{Bridge} is not in {AppContext.BaseDirectory}");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
