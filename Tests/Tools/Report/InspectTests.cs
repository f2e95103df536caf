using System.Net;
using System.Net.Sockets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Tools.Runs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Report;

public sealed class InspectTests
{
    [Fact]
    public void A_missing_run_is_an_error_with_a_remedy()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<FewLabelsException>(() => Inspect.Read(folder.Path, TestContext.Current.CancellationToken));

        Assert.Equal(folder.Path, error.Where);
        Assert.Contains("runs/", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is not a file of events at all", "No events of a run: A frame of")]
    [InlineData("{}", "No events of a run: the first one is cut off")]
    [InlineData("", "No events yet")]
    public void A_file_without_events_is_an_error(string text, string what)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("events.msgpack"), text);

        var error = Assert.Throws<FewLabelsException>(() => Inspect.Read(folder.Path, TestContext.Current.CancellationToken));

        Assert.StartsWith(what, error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_listening_is_an_error()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var error = Assert.Throws<FewLabelsException>(() => Inspect.Read($"tcp://127.0.0.1:{port}", TestContext.Current.CancellationToken));

        Assert.Contains("refused", error.What, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("tcp://127.0.0.1")]
    [InlineData("tcp:7777")]
    public void An_address_without_host_or_port_is_wrong_usage(string address) =>
        Assert.Equal(ExitCode.WrongUsage, Assert.Throws<FewLabelsException>(() => Inspect.Read(address, TestContext.Current.CancellationToken)).ExitCode);

    [Fact]
    public async Task A_stream_is_read_from_its_first_event_to_its_end()
    {
        using var folder = new TemporaryFolder();
        using var log = new EventLog(folder.File("events.msgpack"), "small");
        var server = new EventServer(log, 0);
        var (first, rest) = (RunEvents.Whole().First(), RunEvents.Whole().Skip(1));
        log.Publish(first.Payload!);
        var reading = Task.Run(() => Inspect.Read($"tcp://127.0.0.1:{server.Port}", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        // Long enough to be subscribed; were it not, it would still get all from the file.
        await Task.Delay(200, TestContext.Current.CancellationToken);
        foreach (var next in rest)
            log.Publish(next.Payload!);
        server.Dispose();

        var run = await reading;

        Assert.Equal(RunState.Completed, run.State);
        Assert.Equal(9, run.Events);
    }

    [Fact]
    public async Task A_reader_of_a_silent_stream_can_be_cancelled()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var cancel = new CancellationTokenSource(300);

        var reading = Task.Run(() => Inspect.Read($"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", cancel.Token), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }
}
