using System.Text.Json;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets;

public sealed class FolderWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Out => Path.Combine(_folder, "data");

    [Fact]
    public void Files_lie_in_their_classes_folders_and_the_journal_names_them_in_order()
    {
        using (var writer = new FolderWriter(Out, SomeFrames.Plan(3)))
        {
            foreach (var i in new[] { 2, 0, 1 })
                writer.Write(SomeFrames.Of(i));
            writer.Complete([]);
        }
        Assert.Equal(["disc/00000000.png", "T-shirt_top/00000001.png", "disc/00000002.png"],
            File.ReadLines(Path.Combine(Out, "metadata.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("file_name").GetString()));
        Assert.Equal(["disc", "T-shirt/top"], new DatasetPhotos(Out, 28, 3).Classes("train"));
        Assert.Equal(3, new DatasetPhotos(Out, 28, 3).ReadLabelled("train").Count);
        Assert.Empty(Directory.EnumerateFiles(Out, "*.part"));
    }

    [Fact]
    public void A_picture_that_was_read_keeps_its_files_bytes()
    {
        using (var writer = new FolderWriter(Out, SomeFrames.Plan(1)))
            writer.Write(SomeFrames.Of(5) with { Encoded = new([1, 2, 3], ".jpg") });
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(Out, "T-shirt_top", "00000005.jpg")));
    }

    [Fact]
    public void Whenever_a_session_ends_the_next_one_ends_with_the_same_files()
    {
        var frames = Enumerable.Range(0, 12).SelectMany(i => new[] { SomeFrames.Of(i), SomeFrames.Of(i, 1) }).ToArray();
        var whole = Path.Combine(_folder, "whole");
        Finish(whole, frames);
        var expected = SomeFrames.Files(whole);
        // The journal of a session that has written all but the end, cut off at every byte: what a killed program can leave.
        using (var writer = new FolderWriter(Out, SomeFrames.Plan(12, 2)))
            Array.ForEach(frames[..7], writer.Write);
        var journal = File.ReadAllBytes(Path.Combine(Out, "metadata.jsonl"));
        var pictures = SomeFrames.Files(Out);
        var cuts = Enumerable.Range(0, journal.Length + 1).Where(length => length % 23 == 0 || length > journal.Length - 3 || (length > 0 && journal[length - 1] == '\n')).ToArray();
        Assert.True(cuts.Length > 20);
        foreach (var length in cuts)
        {
            Directory.Delete(Out, recursive: true);
            Restore(Out, pictures);
            File.WriteAllBytes(Path.Combine(Out, "metadata.jsonl"), journal[..length]);
            // The next session dies early as well.
            using (var writer = new FolderWriter(Out, SomeFrames.Plan(12, 2), resume: true))
                Array.ForEach([.. frames.Where(frame => !writer.Contains(frame.Index, frame.Step)).Take(2)], writer.Write);
            Finish(Out, frames);
            Assert.Equal(expected.OrderBy(f => f.Key), SomeFrames.Files(Out).OrderBy(f => f.Key));
        }
    }

    [Fact]
    public void A_finished_dataset_grows_and_mends()
    {
        var frames = Enumerable.Range(0, 12).SelectMany(i => new[] { SomeFrames.Of(i), SomeFrames.Of(i, 1) }).ToArray();
        var whole = Path.Combine(_folder, "whole");
        Finish(whole, frames);
        Finish(Out, frames[..10]);
        File.Delete(Path.Combine(Out, "disc", "00000002-01.png"));
        using (var writer = new FolderWriter(Out, SomeFrames.Plan(12, 2), resume: true))
        {
            Assert.True(writer.Contains(2, 0));
            Assert.False(writer.Contains(2, 1));
            Assert.False(writer.Contains(5, 0));
        }
        Finish(Out, frames);
        Assert.Equal(SomeFrames.Files(whole).OrderBy(f => f.Key), SomeFrames.Files(Out).OrderBy(f => f.Key));
    }

    [Fact]
    public void Several_threads_leave_the_same_files_as_one()
    {
        var frames = Enumerable.Range(0, 100).SelectMany(i => new[] { SomeFrames.Of(i), SomeFrames.Of(i, 1) }).ToArray();
        var whole = Path.Combine(_folder, "whole");
        Finish(whole, frames);
        using (var writer = new FolderWriter(Out, SomeFrames.Plan(12, 2)))
        {
            Parallel.ForEach(frames.Reverse(), writer.Write);
            writer.Complete([]);
        }
        Assert.Equal(SomeFrames.Files(whole).OrderBy(f => f.Key), SomeFrames.Files(Out).OrderBy(f => f.Key));
    }

    [Theory]
    [InlineData("disc/00000000.png.part")]
    [InlineData("metadata.jsonl.part")]
    [InlineData("samples.parquet.part")]
    [InlineData("draws.parquet.part")]
    [InlineData("README.md.part")]
    [InlineData("SHA256SUMS.part")]
    public void A_full_disk_is_said_and_no_half_file_is_seen(string part)
    {
        using var writer = new FolderWriter(Out, SomeFrames.Plan());
        File.CreateSymbolicLink(Path.Combine(Out, part), "/dev/full");
        var error = Assert.Throws<FewLabelsException>(() =>
        {
            writer.Write(SomeFrames.Of(2));
            writer.Write(SomeFrames.Of(0));
            writer.Complete([]);
        });
        Assert.Contains("No space left", error.Message, StringComparison.OrdinalIgnoreCase);
        // The journal has its whole lines.
        Assert.Equal(part.StartsWith("disc", StringComparison.Ordinal) ? 1 : 2, File.ReadAllText(Path.Combine(Out, "metadata.jsonl")).Count(c => c == '\n'));
        Assert.Equal(part == "metadata.jsonl.part", File.Exists(Path.Combine(Out, part[..^5])));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Finish(string folder, LabelledFrame[] frames)
    {
        using var writer = new FolderWriter(folder, SomeFrames.Plan(12, 2), resume: true);
        Array.ForEach([.. frames.Where(frame => !writer.Contains(frame.Index, frame.Step))], writer.Write);
        writer.Complete([]);
    }

    private static void Restore(string folder, Dictionary<string, string> files)
    {
        foreach (var (name, bytes) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllBytes(Path.Combine(folder, name), Convert.FromHexString(bytes));
        }
    }
}
