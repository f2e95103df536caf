using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.WebDataset;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.WebDataset;

public sealed class WebDatasetWriterTests : IDisposable
{
    private const int PerShard = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Out => Path.Combine(_folder, "tars");

    [Fact]
    public void Image_i_lies_in_shard_i_over_eight_and_its_files_lie_together_in_order()
    {
        WriteAll(SomeScenes.Frames(20, 2, "boxes", "instances", "semantic", "depth"), 2);
        Assert.Equal(["000000.tar", "000001.tar", "000002.tar"], Directory.EnumerateFiles(Out, "*.tar").Select(Path.GetFileName).Order());
        Assert.False(Directory.Exists(Path.Combine(Out, "unfinished")));
        string[] endings = ["png", "cls", "json", "inst.png", "seg.png", "depth.npy"];
        for (var shard = 0; shard < 3; shard++)
        {
            var expected = Enumerable.Range(PerShard * shard, shard < 2 ? 8 : 4).SelectMany(i => new[] { $"{i:D8}-00", $"{i:D8}-01" }).SelectMany(key => endings.Select(ending => $"{key}.{ending}"));
            Assert.Equal(expected, Entries(shard).Select(entry => entry.Name));
            Assert.All(Entries(shard), entry => Assert.Equal((TarEntryType.RegularFile, 0, 0, DateTimeOffset.UnixEpoch, ""),
                (entry.EntryType, entry.Uid, entry.Gid, entry.ModificationTime, ((PosixTarEntry)entry).UserName)));
        }
    }

    [Fact]
    public void Plain_tar_lists_it()
    {
        WriteAll(SomeScenes.Frames(20, 1, "instances"));
        var start = new ProcessStartInfo("tar", ["tf", Path.Combine(Out, "000001.tar")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, errors));
        Assert.Equal(Enumerable.Range(8, 8).SelectMany(i => new[] { "png", "cls", "json", "inst.png" }.Select(ending => $"{i:D8}.{ending}")), lines);
    }

    [Fact]
    public void Masks_arrays_and_labels_are_those_of_the_frame()
    {
        var frame = SomeScenes.Of(3, 0, "boxes", "instances", "semantic", "depth");
        WriteAll([frame]);
        var files = Entries(0).ToDictionary(entry => entry.Name, Content);
        Assert.Equal("1", Encoding.ASCII.GetString(files["00000003.cls"]));
        var instances = ImageCodec.ReadRgba(files["00000003.inst.png"], "inst");
        Assert.Equal(((InstanceSegmentation)frame.Annotations[1]).Instances.Select(id => (int)id), Enumerable.Range(0, SomeScenes.Height * SomeScenes.Width).Select(i => instances.Pixels[4 * i] + 256 * instances.Pixels[4 * i + 1]));
        var classes = ImageCodec.ReadRgba(files["00000003.seg.png"], "seg");
        Assert.Equal(((SemanticSegmentation)frame.Annotations[2]).Classes, Enumerable.Range(0, SomeScenes.Height * SomeScenes.Width).Select(i => classes.Pixels[4 * i]));
        var array = files["00000003.depth.npy"];
        Assert.Equal(((DepthMap)frame.Annotations[3]).Meters, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(array.AsSpan(128)).ToArray());
        using var json = JsonDocument.Parse(files["00000003.json"]);
        Assert.Equal("000000.tar/00000003.png", json.RootElement.GetProperty("file_name").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("draws").GetProperty("light.yaw").GetDouble());
        var annotations = json.RootElement.GetProperty("annotations");
        Assert.Equal(["boxes", "instances", "semantic", "depth"], annotations.EnumerateObject().Select(annotation => annotation.Name));
        Assert.Equal("inst.png", annotations.GetProperty("instances").GetProperty("file").GetString());
        var box = ((BoundingBoxes2D)frame.Annotations[0]).Boxes[0];
        Assert.Equal((box.InstanceId, box.X, box.Width), (Number("instance"), Number("x"), Number("width")));

        int Number(string name) => annotations.GetProperty("boxes").GetProperty("instances")[0].GetProperty(name).GetInt32();
    }

    [Fact]
    public void Every_label_has_its_place_and_plugins_of_other_kinds_are_refused_by_name()
    {
        using var writer = new WebDatasetWriter(Out, SomeFrames.Plan());
        writer.Write(SomeFrames.Whole(0));
        writer.Write(SomeFrames.Empty(1));
        writer.Write(SomeFrames.Of(2) with { ClassId = null });
        writer.Complete([]);
        var names = Entries(0).Select(entry => entry.Name).ToArray();
        Assert.Equal(["png", "cls", "json", "seg.png", "inst.png", "depth.npy", "range.npy", "normals.npy", "positions.npy", "flow.npy"], names.Where(name => name.StartsWith("00000000", StringComparison.Ordinal)).Select(name => name[9..]));
        Assert.Equal(["png", "json"], names.Where(name => name.StartsWith("00000002", StringComparison.Ordinal)).Select(name => name[9..]));
        using var json = JsonDocument.Parse(Content(Entries(0).Single(entry => entry.Name == "00000000.json")));
        Assert.Equal(SomeFrames.All(2, 4).Select(annotation => annotation.Labeler), json.RootElement.GetProperty("annotations").EnumerateObject().Select(member => member.Name));
        using var other = new WebDatasetWriter(Out, SomeFrames.Plan(), resume: true);
        Assert.Contains("Smell", Assert.Throws<FewLabelsException>(() => other.Write(SomeFrames.Of(5, 0, new Smell("nose")))).Message, StringComparison.Ordinal);
        Assert.Contains(".depth.npy", Assert.Throws<FewLabelsException>(() => other.Write(SomeFrames.Of(5, 0,
            new DepthMap("depth", 2, 4, new float[8], false), new DepthMap("Depth", 2, 4, new float[8], true)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_appears_when_its_last_frame_is_there_and_not_before()
    {
        var frames = SomeScenes.Frames(20, 1, "boxes");
        using var writer = new WebDatasetWriter(Out, SomeScenes.Plan(20), false, PerShard);
        foreach (var i in new[] { 7, 9, 0, 1, 2, 3, 4, 5 })
            writer.Write(frames[i]);
        Assert.Empty(Directory.EnumerateFiles(Out, "*.tar"));
        writer.Write(frames[6]);
        Assert.Equal(["000000.tar"], Directory.EnumerateFiles(Out, "*.tar").Select(Path.GetFileName));
        Assert.Equal(["000001"], Directory.EnumerateDirectories(Path.Combine(Out, "unfinished")).Select(Path.GetFileName));
        // A frame that was set aside is not waited for for ever.
        writer.Write(frames[8]);
        writer.Complete([new(10, Rejected: true, "no box")]);
        Assert.Equal(["00000008", "00000009"], Entries(1).Select(entry => entry.Name[..8]).Distinct());
    }

    [Fact]
    public void Sessions_over_several_shards_leave_the_files_of_one()
    {
        var frames = SomeScenes.Frames(60, 2, "boxes", "instances");
        WriteAll(frames, 2);
        var expected = SomeFrames.Files(Out).OrderBy(file => file.Key);
        var killed = Path.Combine(_folder, "killed");
        foreach (var share in new[] { 5, 3, 2, 1 })
        {
            using var writer = new WebDatasetWriter(killed, SomeScenes.Plan(60, 2), resume: true, PerShard);
            Parallel.ForEach(frames.Where(frame => frame.Index % share == 0 && !writer.Contains(frame.Index, frame.Step)), writer.Write);
            if (share is 3 or 1)
                writer.Complete([]);
        }
        Assert.Equal(expected, SomeFrames.Files(killed).OrderBy(file => file.Key));
    }

    [Fact]
    public void A_damaged_shard_is_named()
    {
        WriteAll(SomeScenes.Frames(20, 1, "boxes"));
        var path = Path.Combine(Out, "000001.tar");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.Contains("000001.tar", Assert.Throws<FewLabelsException>(() => new WebDatasetWriter(Out, SomeScenes.Plan(20), true, PerShard)).Message, StringComparison.Ordinal);
        bytes[1000] ^= 1;
        bytes[5] = (byte)'x';
        File.WriteAllBytes(path, bytes);
        Assert.Contains("000001.tar", Assert.Throws<FewLabelsException>(() => new WebDatasetWriter(Out, SomeScenes.Plan(20), true, PerShard)).Message, StringComparison.Ordinal);
        File.Delete(path);
        using var writer = new WebDatasetWriter(Out, SomeScenes.Plan(20), true, PerShard);
        Assert.Equal(Enumerable.Range(8, 8), Enumerable.Range(0, 20).Where(i => !writer.Contains(i, 0)));
    }

    // As NumPy's format page has it, for [2, 3] and a row of five.
    [Fact]
    public void Arrays_are_NumPys()
    {
        var file = NumpyArray.Encode([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal(128 + 24, file.Length);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117)), (byte)'\n'], file[..128]);
        Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0x40], file[128..136]);
        Assert.Contains("'shape': (5,), }", Encoding.ASCII.GetString(NumpyArray.Encode(new float[5], 5)), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed record Smell(string Labeler) : Annotation(Labeler);

    private void WriteAll(LabelledFrame[] frames, int steps = 1)
    {
        using var writer = new WebDatasetWriter(Out, SomeScenes.Plan(frames.Length / steps, steps), false, PerShard);
        Parallel.ForEach(frames.Reverse(), writer.Write);
        writer.Complete([]);
    }

    private TarEntry[] Entries(int shard)
    {
        using var tar = new TarReader(File.OpenRead(Path.Combine(Out, string.Create(CultureInfo.InvariantCulture, $"{shard:D6}.tar"))));
        var entries = new List<TarEntry>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry);
        return [.. entries];
    }

    private static byte[] Content(TarEntry entry)
    {
        using var content = new MemoryStream();
        entry.DataStream?.CopyTo(content);
        return content.ToArray();
    }
}
