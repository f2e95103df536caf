using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Checks;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Writers;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Checks;

public sealed class DatasetCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData("folder")]
    [InlineData("solo")]
    [InlineData("coco")]
    public void What_we_write_is_sound(string format)
    {
        Write(format);
        Assert.Empty(Faults());
        Assert.Empty(Sums());
    }

    [Fact]
    public void Files_that_are_missing_changed_or_new_are_named()
    {
        Write("folder");
        File.Delete(Path.Combine(_folder, "disc/00000002.png"));
        File.AppendAllText(Path.Combine(_folder, "README.md"), "x");
        File.WriteAllText(Path.Combine(_folder, "disc", "note.txt"), "x");
        File.WriteAllText(Path.Combine(_folder, "a.part"), "x");
        File.AppendAllText(Path.Combine(_folder, "SHA256SUMS"), $"{new string('0', 64)}  ../outside\n");
        Assert.Equal(
            ["../outside: Its path leads out of the dataset.", "README.md: It has changed.", "a.part: It is what an interrupted session left.", "disc/00000002.png: It is missing.", "disc/note.txt: It is not in SHA256SUMS."],
            Sums().Select(fault => $"{fault.Where}: {fault.What}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Card_table_and_samples_are_held_against_each_other()
    {
        Write("folder");
        var table = Path.Combine(_folder, "metadata.jsonl");
        var lines = File.ReadAllLines(table);
        Assert.Contains("\"width\":16", lines[1], StringComparison.Ordinal);
        // One line is gone, one says another size, one is no JSON, two have changed places.
        File.WriteAllLines(table, [lines[1].Replace("\"width\":16", "\"width\":99", StringComparison.Ordinal), lines[3], lines[2], lines[4], "{ no"]);
        var faults = new DatasetCheck(new InMemoryDataset(SoundFrames.Plan(6).Classes, [.. Enumerable.Range(0, 6).Select(i => SoundFrames.Of(i))]) { Origin = _folder }, whole: true).Run(null, TestContext.Current.CancellationToken).Select(fault => fault.What).ToArray();
        Assert.Contains("Line 5 is no frame.", faults);
        Assert.Contains("Line 3 is image 2, step 0, after image 3, step 0.", faults);
        Assert.Contains("metadata.jsonl has no line of image 0, step 0.", faults);
        Assert.Contains("The image is of 16×12 pixels, but metadata.jsonl says 99×12.", faults);
        Assert.Contains("It has lines of 4 frames, but 6 can be read.", faults);
        Assert.DoesNotContain(faults, fault => fault.Contains("It counts", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unfinished_dataset_is_not_sound()
    {
        Write("folder");
        File.Delete(Path.Combine(_folder, "SHA256SUMS"));
        Assert.Contains("not finished", Assert.Single(Faults()).What, StringComparison.Ordinal);
        Assert.False(ChecksumCheck.IsPossible(_folder));
    }

    [Fact]
    public void Bad_samples_are_named_and_the_others_read_on()
    {
        Write("folder");
        File.WriteAllText(Path.Combine(_folder, "T-shirt_top", "00000003.png"), "no picture");
        var fault = Assert.Single(Faults());
        Assert.Equal((FaultKind.Image, "T-shirt_top/00000003.png"), (fault.Kind, fault.Where));
    }

    [Fact]
    public void Names_and_numbers_stand_once_and_labels_are_checked_in_every_frame()
    {
        var wrong = SoundFrames.With<BoundingBoxes2D>(SoundFrames.Of(1), boxes => boxes with { Boxes = [boxes.Boxes[0] with { X = -1 }, boxes.Boxes[1]] });
        var reader = new InMemoryDataset(["disc", "T-shirt/top"], SoundFrames.Of(0), wrong, SoundFrames.Of(1), null) { NameOf = place => place < 2 ? $"{place}.png" : "2.png" };
        Assert.Equal(
            ["1.png: The boxes box of instance 1 (-1, 2 to 4, 8) is not inside the image of 16×12.", "2.png: Another sample is image 1, step 0, too.", "2.png: It is broken (2.png). Mend it.", "2.png: Two samples have this name."],
            new DatasetCheck(reader, whole: true).Run(null, TestContext.Current.CancellationToken).Select(fault => $"{fault.Where}: {fault.What}"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string format)
    {
        Directory.Delete(_folder);
        using var writer = DatasetWriters.Create(format, _folder, SoundFrames.Plan(6));
        for (var i = 0; i < 6; i++)
            writer.Write(SoundFrames.Of(i) is var frame ? frame with { Annotations = [.. frame.Annotations.Where(annotation => DatasetWriters.Holds(format, annotation))] } : null!);
        writer.Complete([]);
    }

    private DatasetFault[] Faults() => [.. new DatasetCheck(DatasetReaders.Open(_folder), whole: true).Run(null, TestContext.Current.CancellationToken)];

    private DatasetFault[] Sums() => [.. ChecksumCheck.Run(_folder, null, TestContext.Current.CancellationToken)];
}
