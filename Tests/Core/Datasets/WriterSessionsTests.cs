using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets;

/// <summary>What holds of every format, however many sessions and threads wrote it.</summary>
public sealed class WriterSessionsTests : IDisposable
{
    private const int Count = 30;
    private const int Steps = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public static TheoryData<string> Formats => ["coco", "yolo", "yolo-segment", "yolo-pose", "webdataset"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Sessions_that_end_anywhere_leave_the_files_of_one_that_did_not(string format)
    {
        var (frames, killed) = (Frames(format), Path.Combine(_folder, "killed"));
        var expected = Whole(format, frames);
        using (var writer = Open(format, killed))
            Parallel.ForEach(frames.Where(frame => frame.Index % 3 != 1).Reverse(), writer.Write);
        // The first session has died in the middle of a line, of a picture, and of the last file of all.
        var journal = Path.Combine(killed, "metadata.jsonl");
        File.WriteAllBytes(journal, File.ReadAllBytes(journal)[..^30]);
        File.WriteAllText(Path.Combine(killed, "metadata.jsonl.part"), "half");
        foreach (var part in new[] { "images/00000001-00.png.part", "annotations/instances.json.part", "unfinished/000000/00000001-00.part" })
            if (Directory.Exists(Path.Combine(killed, Path.GetDirectoryName(part)!)))
                File.WriteAllText(Path.Combine(killed, part), "half");
        using (var writer = Open(format, killed))
        {
            Assert.InRange(frames.Count(frame => writer.Contains(frame.Index, frame.Step)), 1, frames.Length - 2);
            Array.ForEach([.. frames.Where(frame => !writer.Contains(frame.Index, frame.Step)).Take(3)], writer.Write);
        }
        Finish(format, killed, frames);
        Assert.Equal(expected, Files(killed));
        // A session over a finished dataset finds nothing to do and leaves it as it is.
        using (var writer = Open(format, killed))
        {
            Assert.All(frames, frame => Assert.True(writer.Contains(frame.Index, frame.Step)));
            writer.Complete([]);
        }
        Assert.Equal(expected, Files(killed));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_session_killed_while_it_completes_is_completed_by_the_next(string format)
    {
        var (frames, killed) = (Frames(format), Path.Combine(_folder, "killed"));
        var expected = Whole(format, frames);
        using (var writer = Open(format, killed))
            Array.ForEach(frames, writer.Write);
        using (var writer = Open(format, killed))
        {
            Assert.All(frames, frame => Assert.True(writer.Contains(frame.Index, frame.Step)));
            writer.Complete([]);
        }
        Assert.Equal(expected, Files(killed));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_finished_dataset_grows_and_mends(string format)
    {
        var (frames, grown) = (Frames(format), Path.Combine(_folder, "grown"));
        var expected = Whole(format, frames);
        using (var writer = Open(format, grown, Count - 7))
        {
            Array.ForEach([.. frames.Where(frame => frame.Index < Count - 7)], writer.Write);
            writer.Complete([]);
        }
        var lost = Directory.EnumerateFiles(grown, format == "webdataset" ? "000000.tar" : "00000004-01.*", SearchOption.AllDirectories).Last();
        File.Delete(lost);
        using (var writer = Open(format, grown))
        {
            Assert.False(writer.Contains(4, 1));
            Assert.Equal(format != "webdataset", writer.Contains(4, 0));
        }
        Finish(format, grown, frames);
        Assert.Equal(expected, Files(grown));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Shards_hold_the_same_images_and_labels_as_the_whole(string format)
    {
        var frames = Frames(format);
        var whole = Samples(Whole(format, frames));
        var union = new Dictionary<string, string>();
        foreach (var (first, count) in new[] { (0, 7), (7, 11), (18, 12) })
        {
            var folder = Path.Combine(_folder, $"part-{first}");
            using (var writer = DatasetWriters.Create(format, folder, SomeScenes.Plan(count, Steps) with { First = first }))
            {
                Parallel.ForEach(frames.Where(frame => frame.Index >= first && frame.Index < first + count), writer.Write);
                writer.Complete([]);
            }
            foreach (var (name, bytes) in Samples(Files(folder)))
                union.Add(name, bytes);
        }
        Assert.Equal(whole.OrderBy(file => file.Key), union.OrderBy(file => file.Key));
        Assert.True(union.Count >= Count * Steps);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_full_disk_is_said_and_the_frame_is_not_there(string format)
    {
        var (frames, folder) = (Frames(format), Path.Combine(_folder, "full"));
        using var writer = Open(format, folder);
        writer.Write(frames[0]);
        var part = Path.Combine(folder, format == "webdataset" ? "unfinished/000000/00000000-01.part" : "images/00000000-01.png.part");
        File.CreateSymbolicLink(part, "/dev/full");
        Assert.Contains("No space left", Assert.Throws<FewLabelsException>(() => writer.Write(frames[1])).Message, StringComparison.OrdinalIgnoreCase);
        Assert.False(writer.Contains(0, 1));
        writer.Write(frames[1]);
        Assert.True(writer.Contains(0, 1));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static LabelledFrame[] Frames(string format) => SomeScenes.Frames(Count, Steps, format switch
    {
        "yolo" => ["boxes"],
        "yolo-segment" => ["boxes", "instances"],
        "yolo-pose" => ["boxes", "keypoints"],
        "webdataset" => ["boxes", "instances", "keypoints", "semantic", "depth"],
        _ => ["boxes", "instances", "keypoints", "occlusion"],
    });

    private KeyValuePair<string, string>[] Whole(string format, LabelledFrame[] frames)
    {
        var folder = Path.Combine(_folder, "whole");
        Finish(format, folder, frames);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder, "*.part", SearchOption.AllDirectories));
        return Files(folder);
    }

    private static void Finish(string format, string folder, LabelledFrame[] frames)
    {
        using var writer = Open(format, folder);
        Array.ForEach([.. frames.Where(frame => !writer.Contains(frame.Index, frame.Step))], writer.Write);
        writer.Complete([]);
    }

    private static IDatasetWriter Open(string format, string folder, int count = Count) => DatasetWriters.Create(format, folder, SomeScenes.Plan(count, Steps), resume: true);

    // What a killed session leaves beside is no part of the dataset.
    private static KeyValuePair<string, string>[] Files(string folder) =>
        [.. SomeFrames.Files(folder).Where(file => !file.Key.EndsWith(".part", StringComparison.Ordinal)).OrderBy(file => file.Key)];

    /// <summary>Images and their labels by name; those of tars from within.</summary>
    private static Dictionary<string, string> Samples(IEnumerable<KeyValuePair<string, string>> files)
    {
        var samples = new Dictionary<string, string>();
        foreach (var (name, bytes) in files)
        {
            if (name.EndsWith(".tar", StringComparison.Ordinal))
            {
                using var tar = new System.Formats.Tar.TarReader(new MemoryStream(Convert.FromHexString(bytes)));
                while (tar.GetNextEntry(copyData: true) is { } entry)
                {
                    using var content = new MemoryStream();
                    entry.DataStream?.CopyTo(content);
                    samples.Add(entry.Name, Convert.ToHexString(content.ToArray()));
                }
            }
            else if (name.StartsWith("images", StringComparison.Ordinal) || name.StartsWith("labels", StringComparison.Ordinal))
            {
                samples.Add(name, bytes);
            }
        }
        return samples;
    }
}
