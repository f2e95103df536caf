using System.Text.Json;
using FewLabels.Sim.Core.Errors;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>
/// Files of the safetensors format: an 8-byte little-endian length, a JSON header with each tensor's type, shape and place, then the bytes, row by row, without gaps.
/// Nothing of a file is believed before it is checked against its length, and no code is in it.
/// </summary>
public static class SafeTensors
{
    /// <summary>Writes each tensor in its own type; aside, flushed to the disk and renamed, so that the file is whole or not there.</summary>
    /// <exception cref="FewLabelsException">The disk is full or the folder can't be written to.</exception>
    /// <exception cref="NotSupportedException">A tensor is of a type that the format has no name for.</exception>
    public static void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        var all = tensors.ToArray();
        var preface = SafeTensorsHeader.Describe(all);
        DurableFile.Write(path, file =>
        {
            file.Write(preface);
            foreach (var (_, value) in all)
            {
                using var rows = Rows(value);
                file.Write(rows.bytes);
            }
        });
    }

    /// <summary>Reads every tensor in the file's own type, by name; the caller disposes them.</summary>
    /// <exception cref="FewLabelsException">Missing, cut off, not of this format, or contradicting itself; the tensor is named.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, SafeTensorsHeader.Read(file));
        }
        catch (Exception error) when (error is IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"Weights can't be read: {error.Message}", path, Remedy(path, error), cause: error);
        }
    }

    /// <summary>The tensors that a file's header describes, in the order of their bytes; the caller disposes them.</summary>
    /// <exception cref="IOException">They can't be read; none is left behind.</exception>
    internal static Dictionary<string, Tensor> Read(FileStream file, SafeTensorsHeader header)
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var entry in header.Entries)
            {
                var value = empty(entry.Shape, entry.Type);
                tensors.Add(entry.Name, value.DetachFromDisposeScope());
                file.Position = header.Start + entry.From;
                file.ReadExactly(value.bytes);
            }
            return tensors;
        }
        catch
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
            throw;
        }
    }

    /// <summary>A tensor's numbers row by row, whatever its memory layout is; the caller's to dispose.</summary>
    internal static Tensor Rows(Tensor value)
    {
        using var detached = value.detach();
        using var here = detached.cpu();
        return here.contiguous();
    }

    private static string Remedy(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => "Check the path.",
        _ when IsPickle(path) => "It is a file of PyTorch's own format; in Python, safetensors.torch.save_file(model.state_dict(), 'x.safetensors') writes what is read here.",
        _ => "It is damaged or no .safetensors file: copy it again, or take the file of another checkpoint.",
    };

    // torch.save writes a zip archive, and before version 1.6 a bare pickle.
    private static bool IsPickle(string path)
    {
        Span<byte> start = stackalloc byte[2];
        using var file = File.OpenRead(path);
        return file.Read(start) == 2 && (start.SequenceEqual("PK"u8) || start is [0x80, 0x02]);
    }
}
