using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Readers;

public sealed class DatasetPathTests : IDisposable
{
    private readonly SomeFolder _folder = new();

    private string Root => Path.Combine(_folder.Path, "set");

    public DatasetPathTests()
    {
        _folder.Put("set/in/a.txt", "a");
        _folder.Put("secret.txt", "s");
    }

    [Theory]
    [InlineData("in/a.txt", "in/a.txt")]
    [InlineData("./in//a.txt", "in/a.txt")]
    [InlineData("in/with space.png", "in/with space.png")]
    [InlineData("in/..a/b..", "in/..a/b..")]
    public void Names_inside_are_taken(string name, string path) => Assert.Equal(Path.Combine(Root, path), new DatasetPath(Root).Resolve(name, "list", "key"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("../secret.txt")]
    [InlineData("in/../../secret.txt")]
    [InlineData("in/../in/a.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("//host/share")]
    [InlineData("C:/a.png")]
    [InlineData("c:a.png")]
    [InlineData("in\\a.txt")]
    [InlineData("..\\secret.txt")]
    [InlineData("in/a\0.txt")]
    [InlineData("in/a\n.txt")]
    public void Names_that_lead_outside_or_nowhere_are_refused_by_file_and_key(string name)
    {
        var error = Assert.Throws<FewLabelsException>(() => new DatasetPath(Root).Resolve(name, "list.json", "images[3].file"));
        Assert.Equal("list.json", error.Where);
        Assert.StartsWith("images[3].file is", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_lead_outside_are_refused_and_others_taken()
    {
        File.CreateSymbolicLink(Path.Combine(Root, "out.txt"), "../secret.txt");
        Directory.CreateSymbolicLink(Path.Combine(Root, "up"), "..");
        File.CreateSymbolicLink(Path.Combine(Root, "near.txt"), "in/a.txt");
        Directory.CreateSymbolicLink(Path.Combine(Root, "chain"), "up");
        File.CreateSymbolicLink(Path.Combine(Root, "round"), "round");
        var path = new DatasetPath(Root);
        foreach (var name in new[] { "out.txt", "up/secret.txt", "chain/secret.txt", "up/new.txt", "round" })
            Assert.Throws<FewLabelsException>(() => path.Resolve(name, "list", "key"));
        Assert.Equal("a", File.ReadAllText(path.Resolve("near.txt", "list", "key")));
        // The folder itself may be reached by a link.
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), Root);
        Assert.Equal("a", File.ReadAllText(new DatasetPath(Path.Combine(_folder.Path, "link")).Resolve("near.txt", "list", "key")));
    }

    public void Dispose() => _folder.Dispose();
}
