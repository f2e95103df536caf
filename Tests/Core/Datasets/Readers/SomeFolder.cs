using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Tests.Core.Datasets.Readers;

/// <summary>A folder to put small files into; gone when the test is over.</summary>
internal sealed class SomeFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public string Put(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Put(string name, string text) => Put(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>An RGB picture whose first pixel's red is a value.</summary>
    public string Picture(string name, int height = 4, int width = 6, byte value = 0) => Put(name, Png(height, width, value));

    public static byte[] Png(int height = 4, int width = 6, byte value = 0) =>
        ImageCodec.EncodePng(new(height, width, 3, [.. Enumerable.Range(0, height * width * 3).Select(i => (byte)(value + i))]));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
