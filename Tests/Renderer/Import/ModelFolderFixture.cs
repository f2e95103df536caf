using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Import;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Import;

/// <summary>A folder for one test's model files.</summary>
public abstract class ModelFolderFixture : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Put(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    protected string Put(string name, string text) => Put(name, System.Text.Encoding.UTF8.GetBytes(text));

    protected Model Load(string name, byte[] bytes) => ModelFile.Load(Put(name, bytes));

    protected FewLabelsException Refused(string name, byte[] bytes, string word)
    {
        var path = Put(name, bytes);
        var error = Assert.Throws<FewLabelsException>(() => ModelFile.Load(path));
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Contains(Folder, error.Where, StringComparison.Ordinal);
        return error;
    }

    /// <summary>1×1 pixel.</summary>
    protected static byte[] Png(byte red, byte green, byte blue, byte alpha = 255) => ImageCodec.EncodePng(new(1, 1, 4, [red, green, blue, alpha]));
}
