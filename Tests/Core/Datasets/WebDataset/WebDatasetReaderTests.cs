using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.WebDataset;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tests.Core.Datasets.Readers;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.WebDataset;

public sealed class WebDatasetReaderTests : IDisposable
{
    private readonly SomeFolder _folder = new();

    [Fact]
    public void What_was_written_is_read_back()
    {
        LabelledFrame[] frames = [SomeFrames.Whole(0), SomeFrames.Empty(0, 1), SomeFrames.Whole(1), SomeFrames.Whole(1, 1), SomeFrames.Empty(7), SomeFrames.Whole(7, 1)];
        using (var writer = new WebDatasetWriter(_folder.Path, SomeFrames.Plan(8, 2)))
        {
            Array.ForEach(frames, writer.Write);
            writer.Complete([]);
        }
        var reader = DatasetReaders.Open(_folder.Path);
        Assert.Equal(("webdataset", "disc T-shirt/top"), (reader.Format, string.Join(' ', reader.Classes)));
        var samples = reader.Samples().ToArray();
        Assert.Equal("000000.tar/00000000-00.png", samples[0].Name);
        foreach (var (frame, sample) in frames.Zip(samples))
            Frames.Equal(Frames.AsMetadata(frame), sample.Load());
        // Without the card the shards themselves tell the classes.
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*.json"))
            File.Delete(file);
        Assert.Equal(["T-shirt/top", "disc"], DatasetReaders.Open(_folder.Path).Classes.Where(name => name.Length > 1).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("train-0.tar", TarEntryFormat.Gnu)]
    [InlineData("train-0.tar.gz", TarEntryFormat.Pax)]
    [InlineData("train-0.tgz", TarEntryFormat.Ustar)]
    [InlineData("train-0.tar", TarEntryFormat.V7)]
    public void Other_peoples_shards_are_read(string name, TarEntryFormat format)
    {
        var longName = format is TarEntryFormat.Gnu or TarEntryFormat.Pax ? new string('n', 150) : "n";
        Shard(name, format, ("./b/10.jpg", SomeFolder.Png()), ("./b/10.cls", "10"u8.ToArray()), ("b/9.x.png", SomeFolder.Png(value: 3)), ("b/9.cls", "9\n"u8.ToArray()), ("c.txt", "no image"u8.ToArray()),
            ($"{longName}.PNG", SomeFolder.Png()));
        Shard("val-0.tar", format, ("v.png", SomeFolder.Png()), ("v.json", """{"label":"10","annotations":[1]}"""u8.ToArray()));
        Assert.Equal(["train", "val"], DatasetReaders.Splits(_folder.Path));
        var reader = DatasetReaders.Open(_folder.Path);
        Assert.Equal(["9", "10"], reader.Classes);
        var samples = reader.Samples().ToArray();
        Assert.Equal([($"{name}/b/10.jpg", (int?)1), ($"{name}/b/9.x.png", 0), ($"{name}/{longName}.PNG", null), ("val-0.tar/v.png", 1)], samples.Select(sample => (sample.Name, sample.ClassId)));
        Assert.Equal(3, samples[1].Load().Image[0, 0, 0]);
        Assert.Single(DatasetReaders.Open(_folder.Path, split: "val").Samples());
    }

    [Theory]
    [InlineData("../a.png", "'..'")]
    [InlineData("/a.png", "absolute")]
    [InlineData("a\\b.png", "backslash")]
    [InlineData("C:/a.png", "absolute")]
    public void Names_that_lead_outside_are_refused(string name, string told)
    {
        Shard("0.tar", TarEntryFormat.Ustar, (name, SomeFolder.Png()));
        Assert.Contains(told, Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path).Samples().ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_bombs_lies_and_cut_off_shards_are_refused()
    {
        using (var tar = new TarWriter(File.Create(Path.Combine(_folder.Path, "0.tar"))))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "a.png") { LinkName = "/etc/passwd" });
        Refused("a link or a device");
        Shard("0.tar", TarEntryFormat.Ustar, ("a.png", SomeFolder.Png()));
        var whole = File.ReadAllBytes(Path.Combine(_folder.Path, "0.tar"));
        _folder.Put("0.tar", whole[..560]);
        Refused("cut off");
        _folder.Put("0.tar", [.. whole[..124], .. "77777777777"u8, .. whole[135..]]);
        Refused("checksum");
        _folder.Put("0.tar", Signed([.. whole[..124], .. "77777777777"u8, .. whole[135..]]));
        Refused("8589934591 bytes");
        _folder.Put("0.tar", Signed([.. whole[..124], .. "77777777777"u8, .. whole[135..156], (byte)'x', .. whole[157..]]));
        Refused("8589934591 bytes");
        File.Delete(Path.Combine(_folder.Path, "0.tar"));
        // 200 MB of zeros in 200 KB.
        var zeros = new byte[100 << 20];
        Shard("0.tar.gz", TarEntryFormat.Ustar, ("a.png", zeros), ("b.png", zeros));
        Refused("more than 200 times");
    }

    public void Dispose() => _folder.Dispose();

    private void Refused(string told) =>
        Assert.Contains(told, Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path).Samples().Select(sample => sample.Load()).ToArray()).Message, StringComparison.Ordinal);

    private void Shard(string name, TarEntryFormat format, params (string Name, byte[] Bytes)[] files)
    {
        using var file = File.Create(Path.Combine(_folder.Path, name));
        using Stream stream = name.EndsWith(".tar", StringComparison.Ordinal) ? file : new GZipStream(file, CompressionLevel.SmallestSize);
        using var tar = new TarWriter(stream, format);
        foreach (var (entry, bytes) in files)
        {
            TarEntry written = format switch
            {
                TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, entry),
                TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, entry),
                TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, entry),
                _ => new UstarTarEntry(TarEntryType.RegularFile, entry),
            };
            written.DataStream = new MemoryStream(bytes);
            tar.WriteEntry(written);
        }
    }

    /// <summary>The first header with its checksum set right.</summary>
    private static byte[] Signed(byte[] tar)
    {
        tar.AsSpan(148, 8).Fill((byte)' ');
        var sum = tar[..512].Sum(value => value);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
        return tar;
    }
}
