using System.Text;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets;

public sealed class FrameJournalTests : IDisposable
{
    private static readonly string[] Classes = ["disc", "T-shirt/top"];

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string File => Path.Combine(_folder, FrameJournal.FileName);

    [Fact]
    public void A_line_holds_the_class_the_seen_boxes_every_draw_and_what_a_format_adds()
    {
        using (var journal = new FrameJournal(_folder, Classes))
        {
            var boxes = new BoundingBoxes2D("boxes", [new(1, 1, 1, 2, 3, 4, 5), new(2, 0, 9, 9, 9, 9, 9)], Amodal: false);
            journal.Add(SomeFrames.Of(0, 0, new BoundingBoxes2D("amodal", [new(7, 0, 7, 7, 7, 7, 7)], Amodal: true), boxes), "disc/0.png", json => json.WriteNumber("area", 7));
            journal.Add(SomeFrames.Of(5, 1) with { ClassId = null }, "5.png");
            journal.Complete();
        }
        Assert.Equal(
            """
            {"file_name":"disc/0.png","index":0,"step":0,"class":"disc","width":4,"height":2,"boxes":[{"instance":1,"class":"T-shirt/top","x":1,"y":2,"width":3,"height":4},{"instance":2,"class":"disc","x":9,"y":9,"width":9,"height":9}],"draws":{"light.yaw":0.0,"light.kind":"warm, soft"},"objects":[{"object":1,"draws":{"light.yaw":-0.25}},{"object":2,"draws":{"light.yaw":1E-07}}],"area":7}
            {"file_name":"5.png","index":5,"step":1,"class":null,"width":4,"height":2,"boxes":[],"draws":{"light.yaw":0.5}}

            """, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Lines_are_sorted_by_number_and_a_frame_that_was_made_again_has_one()
    {
        using (var journal = Open())
        {
            foreach (var (index, step) in new[] { (10, 0), (9, 1), (9, 0), (100, 0), (2, 0) })
                journal.Add(SomeFrames.Of(index, step), $"{index}-{step}");
            journal.Add(SomeFrames.Of(10), "again");
            Assert.Equal(5, journal.Count);
            Assert.Throws<InvalidOperationException>(() => journal.Lines().Count());
            journal.Complete();
            Assert.Equal(["2-0", "9-0", "9-1", "again", "100-0"], journal.Lines().Select(line => FrameLine.Identify(line.Span)!.Value.FileName));
        }
        Assert.Equal(5, System.IO.File.ReadAllLines(File).Length);
    }

    [Fact]
    public void Frames_whose_pictures_are_gone_or_empty_are_made_again()
    {
        foreach (var name in new[] { "0.png", "1.png", "2.png" })
            System.IO.File.WriteAllText(Path.Combine(_folder, name), name);
        using (var journal = new FrameJournal(_folder, Classes))
            for (var i = 0; i < 3; i++)
                journal.Add(SomeFrames.Of(i), $"{i}.png");
        System.IO.File.Delete(Path.Combine(_folder, "1.png"));
        System.IO.File.WriteAllText(Path.Combine(_folder, "2.png"), "");
        using var again = new FrameJournal(_folder, Classes);
        Assert.Equal((true, false, false), (again.Contains(0, 0), again.Contains(1, 0), again.Contains(2, 0)));
        again.Complete();
        Assert.Single(again.Lines());
    }

    [Fact]
    public void A_journal_that_was_cut_off_at_any_byte_goes_on_with_its_whole_lines()
    {
        using (var journal = Open())
            for (var i = 0; i < 4; i++)
                journal.Add(SomeFrames.Of(i), $"{i}");
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length <= bytes.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, bytes[..length]);
            var whole = bytes.AsSpan(0, length).Count((byte)'\n');
            using (var journal = Open())
            {
                Assert.Equal(whole, journal.Count);
                for (var i = whole; i < 4; i++)
                    journal.Add(SomeFrames.Of(i), $"{i}");
            }
            Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
        }
    }

    [Theory]
    [InlineData("\0\0\0\0\0\0")]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("""{"file_name":"7","index":7,"class":null,"width":1,"height":1,"boxes":[],"draws":{}}""")]
    [InlineData("""{"file_name":"7","index":7.5,"step":0,"class":null,"width":1,"height":1,"boxes":[],"draws":{}}""")]
    [InlineData("""{"file_name":"7","index":7,"step":0,"class":null,"width":1,"height":1,"boxes":null,"draws":{}}""")]
    [InlineData("""{"file_name":"7","index":7,"step":0,"class":null,"width":1,"height":1,"boxes":[],"draws":{}} {}""")]
    [InlineData("{\"file_name\":\"7\",\"index\":7,\"step\":0,\"class\":null,\"width\":1,\"height\":1,\"boxes\":[\0\0],\"draws\":{}}")]
    public void A_damaged_line_is_a_frame_to_be_made_again_and_goes_at_the_end(string damaged)
    {
        using (var journal = Open())
            journal.Add(SomeFrames.Of(1), "1");
        var sound = System.IO.File.ReadAllText(File);
        System.IO.File.AppendAllText(File, damaged + "\n");
        using (var journal = Open())
        {
            Assert.Equal((1, false), (journal.Count, journal.Contains(7, 0)));
            journal.Add(SomeFrames.Of(0), "0");
            journal.Complete();
        }
        Assert.Equal(2, System.IO.File.ReadAllLines(File).Length);
        Assert.EndsWith(sound, System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_as_it_should_be_is_taken_whatever_else_it_holds()
    {
        System.IO.File.WriteAllText(File, """{"more":[{"index":1}],"draws":{},"file_name":"7","index":7,"step":0,"class":null,"width":1,"height":1,"boxes":[]}""" + "\n");
        using var journal = Open();
        Assert.True(journal.Contains(7, 0));
    }

    [Fact]
    public void Lines_longer_than_the_window_and_far_out_of_order_come_back_whole()
    {
        var texts = Enumerable.Range(0, 40).Select(i => new string((char)('a' + i % 26), i * 9973 % 150_000)).ToArray();
        using var journal = Open();
        foreach (var i in Enumerable.Range(0, 40).Select(i => i * 17 % 40))
            journal.Add(SomeFrames.Of(i), $"{i}", json => json.WriteString("text", texts[i]));
        journal.Complete();
        Assert.Equal(texts, journal.Lines().Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()));
    }

    [Fact]
    public void What_can_not_stand_on_a_line_is_refused_before_anything_is_written()
    {
        using var journal = Open();
        var none = Assert.Throws<FewLabelsException>(() => journal.Add(SomeFrames.Of(3) with { Draws = [new("light.yaw", 0, float.NaN)] }, "3"));
        Assert.Contains("image 3", none.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => journal.Add(SomeFrames.Of(3), "3", json =>
        {
            json.WritePropertyName("a"); json.WriteRawValue("[1,\n2]"); }));
        Assert.Equal(0, new FileInfo(File).Length);
    }

    [Fact]
    public void A_million_frames_take_tens_of_bytes_each()
    {
        using var journal = Open();
        var line = Encoding.UTF8.GetBytes("{}\n");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var frame = SomeFrames.Of(0);
        const int Count = 1_000_000;
        for (var i = 0; i < Count; i++)
            journal.Add(frame with { Index = i }, line);
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Count, 0, 80);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FrameJournal Open() => new(_folder, Classes, _ => true);
}
