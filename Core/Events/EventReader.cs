using System.Buffers.Binary;

namespace FewLabels.Sim.Core.Events;

/// <summary>Events from a file or a socket, one after another.</summary>
public sealed class EventReader(Stream stream)
{
    /// <summary>The stream ended within a frame: what was read before it is whole.</summary>
    public bool CutOff { get; private set; }

    /// <summary>The next event; null at the end, also at a cut-off one.</summary>
    /// <exception cref="InvalidDataException">The bytes are no events.</exception>
    public Event? Next()
    {
        Span<byte> head = stackalloc byte[4];
        var got = stream.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        if (got == 0)
            return null;
        if (got < 4)
            return Cut();
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is <= 0 or > EventFrame.MostBytes)
            throw new InvalidDataException($"A frame of {length} bytes: this is no event stream.");
        var body = new byte[length];
        return stream.ReadAtLeast(body, length, throwOnEndOfStream: false) == length ? EventFrame.Decode(body) : Cut();
    }

    /// <summary>All that is left.</summary>
    public IEnumerable<Event> ReadAll()
    {
        while (Next() is { } next)
            yield return next;
    }

    private Event? Cut()
    {
        CutOff = true;
        return null;
    }
}
