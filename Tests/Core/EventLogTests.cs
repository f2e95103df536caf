using System.Net.Sockets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using Xunit;

namespace FewLabels.Sim.Tests.Core;

public sealed class EventLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string File => Path.Combine(_folder, "events.msgpack");

    [Fact]
    public void Every_kind_comes_back_as_it_went_in()
    {
        object[] sent =
        [
            new RunStarted { Job = "name: x", Classes = ["a", "b"], Arms = ["one"], Seed = 3, ProductVersion = "1", Machine = "m" },
            new StageStarted { Arm = "one", Stage = 1, Objectives = ["supervised"], Steps = 9 },
            new Progress { Task = "render", Done = 5, Total = 10, PerSecond = 2.5 },
            new Step { Arm = "one", Stage = 1, Number = 2, Loss = 0.5, LearningRate = 0.1, Parts = new() { ["mask rate"] = 0.25 }, StepsPerSecond = 7, DataWait = 0.01 },
            new Evaluation { Arm = "one", On = "test photos", Confusion = [3, 1, 0, 4], Classes = ["a", "b"], LabelsPerClass = 10, Oracle = true, Steps = 9, TrainingSeconds = 1.5 },
            new DomainConfusion { Arm = "one", Count = 10, Width = 4, Accuracy = 0.75, Low = 0.5, High = 0.9, ProxyADistance = 1, SourceNull = 0.1, TargetNull = 0.2, Seed = 3 },
            new Embedding { Arm = "one", Points = [0, 0, 128, 63], Domains = [0], Classes = [1], Explained = 0.6 },
            new FrameRendered { First = 256, Size = 28, Labels = [1], Boxes = [1, 2, 3, 4], Parameters = ["light.yaw", "cloth.pattern"], Choices = [null, ["plain", "stripes"]], Values = [0, 0, 128, 63, 0, 0, 0, 0], ObjectImages = [0], ObjectNumbers = [2], ObjectColumns = [1], ObjectValues = [0, 0, 0, 64], AllBoxes = [0, 1, 3, 1, 2, 3, 4], Height = 20 },
            new DatasetCompleted { Role = "source", Count = 1, Origin = "garments", PerClass = [0, 1], Seconds = 2, Sheet = [1, 2, 3] },
            new Warning { Text = "w" },
            new CheckpointSaved { Arm = "one", Path = "checkpoints/one", Steps = 9, Partial = true, Stage = 1, Number = 4, Seconds = 2.5, Best = true, Sha256 = "00ff" },
            new LabelFreeScore { Arm = "one", Stage = 1, Number = 50, Name = "information", Value = 1.25, Best = true, Stop = true },
            new RunCompleted { Seconds = 12 },
            new RunFailed { What = "what", Where = "where", Remedy = "remedy" },
        ];
        using (var log = new EventLog(File, "run"))
            foreach (var payload in sent)
                log.Publish(payload);
        var received = Read(out var cutOff);
        Assert.False(cutOff);
        Assert.Equal(Enumerable.Range(0, sent.Length).Select(i => (long)i), received.Select(e => e.Sequence));
        Assert.All(received, e => Assert.Equal("run", e.Run));
        Assert.Equal(sent.Select(p => p.GetType().Name), received.Select(e => e.Kind));
        Assert.Equivalent(sent, received.Select(e => e.Payload).ToArray(), strict: true);
    }

    [Fact]
    public void Frames_of_an_older_program_lack_what_came_later_and_read_as_empty()
    {
        // The seven members that FrameRendered had at first, as MessagePack writes them.
        object[] old = [256L, 28, new byte[] { 1 }, new[] { 1, 2, 3, 4 }, new[] { "light.yaw" }, new string[]?[] { null }, new byte[] { 0, 0, 128, 63 }];
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessagePack.MessagePackWriter(buffer);
        writer.WriteArrayHeader(6);
        writer.Write(EventFrame.Version);
        writer.Write(0L);
        writer.Write(0.0);
        writer.Write("run");
        writer.Write(nameof(FrameRendered));
        writer.WriteArrayHeader(old.Length);
        foreach (var member in old)
            MessagePack.MessagePackSerializer.Serialize(member.GetType(), ref writer, member);
        writer.Flush();
        var frame = Assert.IsType<FrameRendered>(EventFrame.Decode(buffer.WrittenMemory).Payload);
        Assert.Equal((256L, 28, 0), (frame.First, frame.Size, frame.Height));
        Assert.Equal([0, 0, 128, 63], frame.Values);
        Assert.Empty(frame.AllBoxes);
        Assert.Empty(frame.ObjectImages.Concat(frame.ObjectNumbers).Concat(frame.ObjectColumns));
        Assert.Empty(frame.ObjectValues);
    }

    [Fact]
    public void A_file_cut_off_anywhere_reads_up_to_its_last_whole_event()
    {
        using (var log = new EventLog(File, "run"))
            for (var i = 0; i < 3; i++)
                log.Publish(new Warning { Text = $"number {i}" });
        var bytes = System.IO.File.ReadAllBytes(File);
        var frame = bytes.Length / 3;
        for (var length = 0; length <= bytes.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, bytes[..length]);
            var events = Read(out var cutOff);
            Assert.Equal(length / frame, events.Count);
            Assert.Equal(length % frame != 0, cutOff);
        }
    }

    [Fact]
    public void Bytes_that_are_no_events_are_refused()
    {
        System.IO.File.WriteAllText(File, "This is a text file, and a long enough one to look like a frame.");
        Assert.Throws<InvalidDataException>(() => Read(out _));
        System.IO.File.WriteAllBytes(File, [0, 0, 0, 3, 0xC1, 0xC1, 0xC1]);
        Assert.Throws<InvalidDataException>(() => Read(out _));
    }

    [Fact]
    public void A_full_disk_is_said_in_words()
    {
        if (!System.IO.File.Exists("/dev/full"))
            Assert.Skip("This machine has no /dev/full.");
        using var log = new EventLog("/dev/full", "run");
        var error = Assert.Throws<FewLabelsException>(() => log.Publish(new Warning { Text = "w" }));
        Assert.Contains("No space left", error.What, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/dev/full", error.Where);
    }

    [Fact]
    public async Task A_late_subscriber_gets_every_event_once_and_in_order()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var log = new EventLog(File, "run");
        for (var i = 0; i < 100; i++)
            log.Publish(new Progress { Done = i });
        var server = new EventServer(log, 0);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Port, cancellation);
        var reading = Task.Run(() => new EventReader(client.GetStream()).ReadAll().Select(e => ((Progress)e.Payload!).Done).ToArray(), cancellation);
        for (var i = 100; i < 1000; i++)
        {
            log.Publish(new Progress { Done = i });
            if (i % 100 == 0)
                await Task.Delay(5, cancellation);
        }
        server.Dispose();
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), await reading.WaitAsync(TimeSpan.FromSeconds(10), cancellation));
    }

    [Fact]
    public async Task A_subscriber_that_does_not_read_never_holds_up_the_run()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var log = new EventLog(File, "run");
        using var server = new EventServer(log, 0);
        using var stuck = new TcpClient();
        await stuck.ConnectAsync("127.0.0.1", server.Port, cancellation);
        await Task.Delay(100, cancellation);
        var publishing = Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
                log.Publish(new Warning { Text = new string('x', 1000) });
        }, cancellation);
        await publishing.WaitAsync(TimeSpan.FromSeconds(20), cancellation);
    }

    [Fact]
    public void A_kind_from_the_future_is_kept_without_its_payload()
    {
        var frame = EventFrame.Encode(0, DateTimeOffset.UnixEpoch, "run", new Warning { Text = "w" });
        var name = System.Text.Encoding.ASCII.GetBytes("Warning");
        var at = frame.AsSpan().IndexOf(name);
        "Wharnin"u8.CopyTo(frame.AsSpan(at));
        var read = EventFrame.Decode(frame.AsMemory(4));
        Assert.Equal("Wharnin", read.Kind);
        Assert.Null(read.Payload);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private List<Event> Read(out bool cutOff)
    {
        using var stream = System.IO.File.OpenRead(File);
        var reader = new EventReader(stream);
        var events = reader.ReadAll().ToList();
        cutOff = reader.CutOff;
        return events;
    }
}
