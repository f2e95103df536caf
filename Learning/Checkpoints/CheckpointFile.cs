using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FewLabels.Sim.Core.Errors;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>
/// Named tensors of any type, and words about them, in one file with its own hash. It is a safetensors file: the words are its metadata, and
/// the metadata's <c>sha256</c> is that of the whole file with 64 zeros in its place.
/// </summary>
public static class CheckpointFile
{
    private const string Hash = "sha256";
    private const long MostHeader = 64 << 20;
    private static readonly string NoHash = new('0', 64);

    private static readonly Dictionary<ScalarType, string> Names = new()
    {
        [ScalarType.Float32] = "F32", [ScalarType.Float64] = "F64", [ScalarType.BFloat16] = "BF16", [ScalarType.Int64] = "I64", [ScalarType.Int32] = "I32", [ScalarType.Byte] = "U8", [ScalarType.Bool] = "BOOL",
    };

    /// <summary>Writes aside, flushes and renames.</summary>
    /// <exception cref="FewLabelsException">The disk is full or the folder can't be written to.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> words, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var all = tensors.Select(t => (t.Name, Value: t.Value.detach().cpu().contiguous())).ToArray();
        long at = 0;
        var header = new Dictionary<string, object> { ["__metadata__"] = new Dictionary<string, string>(words) { [Hash] = NoHash } };
        foreach (var (name, value) in all)
        {
            var end = at + value.numel() * value.ElementSize;
            header.Add(name, new Entry(Names[value.dtype], value.shape, [at, end]));
            at = end;
        }
        var json = JsonSerializer.Serialize(header);
        var length = Encoding.UTF8.GetByteCount(json);
        json += new string(' ', (8 - length % 8) % 8); // tensors start 8-aligned
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Preface(json));
        foreach (var (_, value) in all)
            sha.AppendData(value.bytes);
        var hash = Convert.ToHexStringLower(sha.GetHashAndReset());
        DurableFile.Write(path, file =>
        {
            file.Write(Preface(json.Replace(NoHash, hash, StringComparison.Ordinal)));
            foreach (var (_, value) in all)
                file.Write(value.bytes);
        });
    }

    /// <summary>Reads and checks every byte; the caller disposes the tensors.</summary>
    /// <exception cref="FewLabelsException">Missing, cut off, changed, or no checkpoint.</exception>
    public static (IReadOnlyDictionary<string, string> Words, Dictionary<string, Tensor> Tensors) Read(string path)
    {
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            using var file = File.OpenRead(path);
            var json = ReadHeader(file);
            using var document = JsonDocument.Parse(json);
            var words = document.RootElement.GetProperty("__metadata__").Deserialize<Dictionary<string, string>>()!;
            var hash = words[Hash];
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            sha.AppendData(Preface(json.Replace(hash, NoHash, StringComparison.Ordinal)));
            long at = 0;
            foreach (var property in document.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__"))
            {
                var entry = property.Value.Deserialize<Entry>()!;
                var type = Names.First(pair => pair.Value == entry.dtype).Key;
                // The length is held against the file before anything is allocated.
                if (entry.data_offsets is not [var from, var to] || from != at || to < from || file.Position + (to - from) > file.Length)
                    throw new InvalidDataException($"'{property.Name}' is not whole");
                var value = empty(entry.shape, type);
                tensors.Add(property.Name, value.DetachFromDisposeScope());
                if (value.numel() * value.ElementSize != to - from)
                    throw new InvalidDataException($"'{property.Name}' is not whole");
                file.ReadExactly(value.bytes);
                sha.AppendData(value.bytes);
                at = to;
            }
            if (file.Position != file.Length || Convert.ToHexStringLower(sha.GetHashAndReset()) != hash)
                throw new InvalidDataException("its bytes are not those that were written");
            return (words, tensors);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or JsonException or UnauthorizedAccessException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
            throw new FewLabelsException($"The checkpoint is damaged: {error.Message}", path, "Go on from the one before it, or train again.", cause: error);
        }
    }

    /// <summary>Looks whether a file is as it was written.</summary>
    /// <exception cref="FewLabelsException">Missing, cut off, changed, or no checkpoint.</exception>
    public static void Check(string path)
    {
        foreach (var tensor in Read(path).Tensors.Values)
            tensor.Dispose();
    }

    private static string ReadHeader(FileStream file)
    {
        Span<byte> length = stackalloc byte[8];
        file.ReadExactly(length);
        var size = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (size <= 0 || size > Math.Min(MostHeader, file.Length))
            throw new InvalidDataException($"a header of {size} bytes");
        var json = new byte[size];
        file.ReadExactly(json);
        return Encoding.UTF8.GetString(json);
    }

    private static byte[] Preface(string json)
    {
        var preface = new byte[8 + Encoding.UTF8.GetByteCount(json)];
        BinaryPrimitives.WriteInt64LittleEndian(preface, preface.Length - 8);
        Encoding.UTF8.GetBytes(json, preface.AsSpan(8));
        return preface;
    }

#pragma warning disable IDE1006 // the format's own names
    private sealed record Entry(string dtype, long[] shape, long[] data_offsets);
#pragma warning restore IDE1006
}
