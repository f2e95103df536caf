using System.Buffers;
using System.Buffers.Binary;
using FewLabels.Sim.Core.Events.Kinds;
using MessagePack;

namespace FewLabels.Sim.Core.Events;

/// <summary>
/// An event as bytes: a 4-byte big-endian length, then one MessagePack array <c>[version, sequence, time, run, kind, payload]</c>, time in
/// seconds since 1970. The length lets a reader skip, cap and recover; the same frames go to files and sockets.
/// </summary>
public static class EventFrame
{
    public const int Version = 1;

    /// <summary>Larger frames are refused by readers: the largest of ours (256 renders with all their draws) is far below.</summary>
    public const int MostBytes = 16 << 20;

    // Files and sockets are untrusted: bounded depth, collision-resistant hashing.
    private static readonly MessagePackSerializerOptions Untrusted = MessagePackSerializerOptions.Standard.WithSecurity(MessagePackSecurity.UntrustedData);

    private static readonly Dictionary<string, Type> KnownKinds = new Type[]
    {
        typeof(RunStarted), typeof(StageStarted), typeof(Progress), typeof(Step), typeof(Evaluation), typeof(DomainConfusion), typeof(Embedding),
        typeof(FrameRendered), typeof(DatasetCompleted), typeof(Warning), typeof(CheckpointSaved), typeof(LabelFreeScore), typeof(RunCompleted), typeof(RunFailed),
    }.ToDictionary(type => type.Name);

    /// <summary>The whole frame, length included.</summary>
    /// <exception cref="ArgumentException">The payload is none of the known kinds.</exception>
    public static byte[] Encode(long sequence, DateTimeOffset time, string run, object payload)
    {
        var type = payload.GetType();
        if (!KnownKinds.ContainsKey(type.Name))
            throw new ArgumentException($"{type} is no kind of event.");
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.GetSpan(4)[..4].Clear(); // the length, filled in below
        buffer.Advance(4);
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(6);
        writer.Write(Version);
        writer.Write(sequence);
        writer.Write(time.ToUnixTimeMilliseconds() / 1000.0);
        writer.Write(run);
        writer.Write(type.Name);
        MessagePackSerializer.Serialize(type, ref writer, payload);
        writer.Flush();
        var frame = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        return frame;
    }

    /// <summary>An event from a frame's body, without its length.</summary>
    /// <exception cref="InvalidDataException">The bytes are no event.</exception>
    public static Event Decode(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new MessagePackReader(body);
            if (reader.ReadArrayHeader() < 6)
                throw new InvalidDataException("An event has six parts.");
            if (reader.ReadInt32() is var version && version > Version)
                throw new InvalidDataException($"The event has version {version} and this program knows up to {Version}: update it.");
            var sequence = reader.ReadInt64();
            var time = DateTimeOffset.FromUnixTimeMilliseconds((long)(reader.ReadDouble() * 1000));
            var run = reader.ReadString() ?? "";
            var kind = reader.ReadString() ?? "";
            var payload = KnownKinds.TryGetValue(kind, out var type) ? MessagePackSerializer.Deserialize(type, ref reader, Untrusted) : null;
            return new(sequence, time, run, kind, payload);
        }
        catch (Exception error) when (error is MessagePackSerializationException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"The bytes are no event: {error.Message}", error);
        }
    }
}
