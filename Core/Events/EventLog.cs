using FewLabels.Sim.Core.Errors;

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

    /// <exception cref="FewLabelsException">The file can't be created.</exception>
    public EventLog(string path, string run, TimeProvider? clock = null)
    {
        (FilePath, _run, _clock) = (path, run, clock ?? TimeProvider.System);
        try
        {
            // No buffer of our own: a write is a frame is a system call.
            _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(error);
        }
    }

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
