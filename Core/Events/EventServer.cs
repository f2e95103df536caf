using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Events;

/// <summary>
/// Hands a log's events to <c>tcp://</c> subscribers on this machine, from the first event on. Each has a bounded queue; one that does
/// not keep up is dropped: the run never waits.
/// </summary>
public sealed class EventServer : IDisposable
{
    /// <summary>A minute of a busy run's events; a subscriber further behind is not reading.</summary>
    private const int QueueLength = 4096;

    private readonly EventLog _log;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _sending = [];
    private readonly Task _accepting;

    /// <param name="log">What to serve.</param>
    /// <param name="port">0 picks a free one.</param>
    /// <exception cref="FewLabelsException">The port is taken.</exception>
    public EventServer(EventLog log, int port)
    {
        _log = log;
        // Loopback only: events carry images, and there is no password here.
        _listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            _listener.Start();
        }
        catch (SocketException error)
        {
            throw new FewLabelsException($"The stream can't be served: {error.Message}", $"tcp://127.0.0.1:{port}", "Choose another --port, or stop the program that has it.", cause: error);
        }
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Stops taking subscribers, and gives those there are a moment to get the last events.</summary>
    public void Dispose()
    {
        _listener.Stop();
        _stop.Cancel();
        lock (_sending)
            Task.WaitAll([_accepting, .. _sending], TimeSpan.FromSeconds(2));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                lock (_sending)
                    _sending.Add(SendAsync(client));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed: no more subscribers.
        }
    }

    private async Task SendAsync(TcpClient client)
    {
        using var _ = client;
        var queue = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
        void Receive(byte[] frame)
        {
            if (!queue.Writer.TryWrite(frame))
                queue.Writer.TryComplete();
        }
        var before = _log.Subscribe(Receive);
        using var end = _stop.Token.Register(() => queue.Writer.TryComplete());
        try
        {
            var network = client.GetStream();
            await using (var file = new FileStream(_log.FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                await CopyAsync(file, network, before).ConfigureAwait(false);
            await foreach (var frame in queue.Reader.ReadAllAsync().ConfigureAwait(false))
                await network.WriteAsync(frame).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            // The subscriber has gone; that is its right.
        }
        finally
        {
            _log.Unsubscribe(Receive);
        }
    }

    private static async Task CopyAsync(FileStream file, NetworkStream network, long count)
    {
        var buffer = new byte[1 << 16];
        while (count > 0)
        {
            var got = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count))).ConfigureAwait(false);
            if (got == 0)
                return;
            await network.WriteAsync(buffer.AsMemory(0, got)).ConfigureAwait(false);
            count -= got;
        }
    }
}
