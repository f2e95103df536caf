using System.Buffers.Binary;
using System.Text.Json;
using FewLabels.Sim.Core.Errors;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>
/// The safetensors format: an 8-byte little-endian length, a JSON header with each tensor's type, shape and place, then the bytes.
/// Here for float32 tensors, which is what our networks hold.
/// </summary>
public static class SafeTensors
{
    /// <summary>A header larger than this is a forged one.</summary>
    private const long MostHeader = 16 << 20;

    /// <summary>Writes aside and renames: the file is whole or not there.</summary>
    /// <exception cref="FewLabelsException">The disk is full or the folder can't be written to.</exception>
    public static void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var all = tensors.Select(t => (t.Name, Shape: t.Value.shape, Bytes: t.Value.detach().to(float32).contiguous().clone().bytes.ToArray())).ToArray();
        long at = 0;
        var header = new Dictionary<string, object>();
        foreach (var (name, shape, bytes) in all)
        {
            header[name] = new Entry("F32", shape, [at, at + bytes.Length]);
            at += bytes.Length;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (json.Length + 7) / 8 * 8; // tensors start 8-aligned; the header is padded with spaces
        var aside = path + ".part";
        try
        {
            using (var file = File.Create(aside))
            {
                Span<byte> length = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(length, padded);
                file.Write(length);
                file.Write(json);
                for (var i = json.Length; i < padded; i++)
                    file.WriteByte((byte)' ');
                foreach (var (_, _, bytes) in all)
                    file.Write(bytes);
            }
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"Weights can't be written: {error.Message}", path, "Free some disk space or choose another folder with --out; earlier checkpoints are whole.", cause: error);
        }
    }

    /// <summary>Reads every tensor, by name; the caller disposes them.</summary>
    /// <exception cref="FewLabelsException">Missing, cut off, or not of this format.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> length = stackalloc byte[8];
            file.ReadExactly(length);
            var size = BinaryPrimitives.ReadInt64LittleEndian(length);
            if (size is <= 0 or > MostHeader)
                throw new InvalidDataException($"a header of {size} bytes");
            var json = new byte[size];
            file.ReadExactly(json);
            var tensors = new Dictionary<string, Tensor>();
            foreach (var entry in JsonDocument.Parse(json).RootElement.EnumerateObject().Where(e => e.Name != "__metadata__"))
            {
                var described = entry.Value.Deserialize<Entry>() ?? throw new InvalidDataException($"'{entry.Name}' is not described");
                if (described.dtype != "F32" || described.data_offsets is not [var from, var to] || to - from != 4 * described.shape.Aggregate(1L, (a, b) => a * b))
                    throw new InvalidDataException($"'{entry.Name}' is no float32 tensor");
                var value = empty(described.shape, float32);
                file.Position = 8 + size + from;
                file.ReadExactly(value.bytes);
                tensors[entry.Name] = value;
            }
            return tensors;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"Weights can't be read: {error.Message}", path, "Train again, or take the file of another checkpoint.", cause: error);
        }
    }

#pragma warning disable IDE1006 // the format's own names
    private sealed record Entry(string dtype, long[] shape, long[] data_offsets);
#pragma warning restore IDE1006
}
