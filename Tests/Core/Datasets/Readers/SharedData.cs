using System.IO.Compression;
using System.Runtime.CompilerServices;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Readers;

/// <summary>Other people's files, which are not in the repository: tests that need them say so and are skipped without.</summary>
internal static class SharedData
{
    /// <summary>A zip file of the folder <c>shared/data</c> beside the repository, or of FEWLABELS_DATA, unpacked.</summary>
    public static string Unpack(string name, string into)
    {
        var path = Find(name);
        if (path is null)
            Assert.Skip($"{name} is not here: put it into shared/data beside the repository, or name its folder in FEWLABELS_DATA.");
        ZipFile.ExtractToDirectory(path, into);
        return into;
    }

    /// <summary>Where the zip file is; null where it is not.</summary>
    public static string? Find(string name)
    {
        var folders = new[] { Environment.GetEnvironmentVariable("FEWLABELS_DATA") }.Concat(Above().Select(folder => Path.Combine(folder, "shared", "data")));
        return folders.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.Combine(folder!, name)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Above([CallerFilePath] string file = "")
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
