using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FewLabels.Sim.Core.Errors;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>
/// Named tensors of any type, and words about them, in one file with its own hash. It is a safetensors file: the words are its metadata, and
/// the metadata's <c>sha256</c> is that of the whole file with 64 zeros in its place.
/// </summary>
public static class CheckpointFile
{
    private const string Hash = "sha256";
    private static readonly string NoHash = new('0', 64);

    /// <summary>Writes aside, flushes and renames.</summary>
    /// <exception cref="FewLabelsException">The disk is full or the folder can't be written to.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> words, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        using var scope = NewDisposeScope();
        var all = tensors.Select(t => (t.Name, Value: SafeTensors.Rows(t.Value))).ToArray();
        var preface = SafeTensorsHeader.Describe(all, new Dictionary<string, string>(words) { [Hash] = NoHash });
        Encoding.ASCII.GetBytes(HashOf(preface, all.Select(t => t.Value)), HashIn(preface));
        DurableFile.Write(path, file =>
        {
            file.Write(preface);
            foreach (var (_, value) in all)
                file.Write(value.bytes);
        });
    }

    /// <summary>Reads and checks every byte; the caller disposes the tensors.</summary>
    /// <exception cref="FewLabelsException">Missing, cut off, changed, or no checkpoint.</exception>
    public static (IReadOnlyDictionary<string, string> Words, Dictionary<string, Tensor> Tensors) Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var header = SafeTensorsHeader.Read(file);
            var preface = new byte[header.Start];
            file.Position = 0;
            file.ReadExactly(preface);
            var written = Encoding.ASCII.GetString(HashIn(preface));
            Encoding.ASCII.GetBytes(NoHash, HashIn(preface));
            var tensors = SafeTensors.Read(file, header);
            if (HashOf(preface, tensors.Values) == written)
                return (header.Words, tensors);
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
            throw new InvalidDataException("its bytes are not those that were written");
        }
        catch (Exception error) when (error is IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
        {
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

    // Quotes within words are escaped, so that nothing else of the header reads like this.
    private static Span<byte> HashIn(byte[] preface)
    {
        var before = Encoding.ASCII.GetBytes($"\"{Hash}\":\"");
        var at = preface.AsSpan().IndexOf(before) + before.Length;
        return at >= before.Length && at + NoHash.Length <= preface.Length ? preface.AsSpan(at, NoHash.Length) : throw new InvalidDataException("it says no hash of its own");
    }

    private static string HashOf(byte[] preface, IEnumerable<Tensor> tensors)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(preface);
        foreach (var tensor in tensors)
            sha.AppendData(tensor.bytes);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
