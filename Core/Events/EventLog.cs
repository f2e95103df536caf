using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Files;

namespace FewLabels.Sim.Core.Events;

/// <summary>
/// The events of one run, in a file: each is written whole and handed to the operating system before <see cref="Publish"/> returns, so
/// that a killed process loses none that anyone saw. Subscribers get the same bytes. Thread-safe.
/// </summary>
public sealed class EventLog : IEventSink, IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file;
    private readonly string _run;
    private readonly TimeProvider _clock;
    private readonly List<Action<byte[]>> _subscribers = [];
    private long _sequence;

    /// <summary>Begins a log; what the file held is gone.</summary>
    /// <exception cref="FewLabelsException">The file can't be created.</exception>
    public EventLog(string path, string run, TimeProvider? clock = null) : this(path, run, 0, 0, clock)
    {
    }

    private EventLog(string path, string run, long length, long sequence, TimeProvider? clock)
    {
        (FilePath, _run, _sequence, _clock) = (path, run, sequence, clock ?? TimeProvider.System);
        try
        {
            // No buffer of our own: a write is a frame is a system call.
            _file = new FileStream(path, length == 0 ? FileMode.Create : FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            if (length == 0)
            {
                DurableFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
                return;
            }
            _file.SetLength(length);
            _file.Seek(0, SeekOrigin.End);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(error);
        }
    }

    /// <summary>Goes on with a log: what is behind a place in it is cut off.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The run's name.</param>
    /// <param name="length">Bytes to keep: the end of a frame.</param>
    /// <param name="sequence">Of the next event.</param>
    /// <param name="clock">The time of events.</param>
    /// <exception cref="FewLabelsException">The file can't be written to.</exception>
    public static EventLog Continue(string path, string run, long length, long sequence, TimeProvider? clock = null) => new(path, run, length, sequence, clock);

    public string FilePath { get; }

    /// <exception cref="FewLabelsException">The disk is full or gone.</exception>
    public void Publish(object payload)
    {
        lock (_lock)
        {
            var frame = EventFrame.Encode(_sequence, _clock.GetUtcNow(), _run, payload);
            try
            {
                _file.Write(frame);
                // What a run goes on from has to be known after a loss of power too, before older checkpoints are deleted.
                if (payload is CheckpointSaved)
                    _file.Flush(flushToDisk: true);
            }
            catch (IOException error)
            {
                throw CannotWrite(error);
            }
            _sequence++;
            foreach (var subscriber in _subscribers)
                subscriber(frame);
        }
    }

    /// <summary>
    /// Calls <paramref name="receive"/> with each frame from now on, on the publisher's thread: it must not block.
    /// </summary>
    /// <returns>How many bytes of the file came before: who reads those first misses nothing and gets nothing twice.</returns>
    public long Subscribe(Action<byte[]> receive)
    {
        lock (_lock)
        {
            _subscribers.Add(receive);
            return _file.Length;
        }
    }

    public void Unsubscribe(Action<byte[]> receive)
    {
        lock (_lock)
            _subscribers.Remove(receive);
    }

    public void Dispose()
    {
        lock (_lock)
            _file.Dispose();
    }

    private FewLabelsException CannotWrite(Exception error) =>
        new($"Events can't be written: {error.Message}", FilePath, "Free some disk space or choose another folder with --out; what was written before is whole and readable.", cause: error);
}
