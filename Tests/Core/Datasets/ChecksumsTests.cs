using System.Diagnostics;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets;

public sealed class ChecksumsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Sums_are_what_sha256sum_reads_and_a_changed_byte_is_found()
    {
        Put("b.txt", "b");
        Put("a/z.txt", "z");
        Put("a file with spaces", "");
        Put("back\\slash", "1");
        Put("two\nlines", "2");
        Put("a/zz.part", "left by an earlier session");
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), "/etc/hostname");
        Checksums.Write(_folder);
        Assert.Equal((0, ""), Sha256Sum());
        Assert.Equal(["a file with spaces", "a/z.txt", "b.txt", "back\\slash", "two\nlines"], Checksums.Read(_folder).Select(line => line.Name));
        Assert.All(Checksums.Read(_folder), line => Assert.Equal(Checksums.Hash(Path.Combine(_folder, line.Name)), line.Hash));
        // Of the empty file, from FIPS 180's examples.
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Checksums.Read(_folder).First().Hash);
        Put("a/z.txt", "Z");
        var (code, words) = Sha256Sum();
        Assert.NotEqual(0, code);
        Assert.Contains("a/z.txt", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_paths_are_in_ordinal_order()
    {
        // A folder's files stand where its name with a slash would.
        foreach (var name in new[] { "a/1", "a!", "a0", "a-b/2", "B", "a/Z", "a/b/c", "ab" })
            Put(name, name);
        Checksums.Write(_folder);
        var names = Checksums.Read(_folder).Select(line => line.Name).ToArray();
        Assert.Equal(8, names.Length);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData("e3b0c442  short")]
    [InlineData("x3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  name")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 name")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  ")]
    [InlineData("\\e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  na\\me")]
    public void A_line_of_another_kind_is_named_by_its_number(string line)
    {
        Put(Checksums.FileName, $"{new string('0', 64)}  sound\n{new string('A', 64)} *binary\n{line}\n");
        var lines = new List<(string Name, string Hash)>();
        var error = Assert.Throws<FewLabelsException>(() => lines.AddRange(Checksums.Read(_folder)));
        Assert.Contains("Line 3", error.Message, StringComparison.Ordinal);
        Assert.Equal(["sound", "binary"], Checksums.Read(_folder).Take(2).Select(sound => sound.Name));
        Assert.Equal(new string('a', 64), Checksums.Read(_folder).ElementAt(1).Hash);
    }

    [Fact]
    public void A_dataset_without_sums_is_said_to_be_unfinished() =>
        Assert.Contains("unfinished", Assert.Throws<FewLabelsException>(() => Checksums.Read(_folder).Count()).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
        File.WriteAllText(Path.Combine(_folder, name), text);
    }

    private (int Code, string Words) Sha256Sum()
    {
        using var process = Process.Start(new ProcessStartInfo("sha256sum", ["--quiet", "--strict", "-c", Checksums.FileName])
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var words = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, words + errors.Result);
    }
}
