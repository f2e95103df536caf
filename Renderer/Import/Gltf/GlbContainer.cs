using System.Buffers.Binary;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Import.Gltf;

/// <summary>The two chunks of a GLB file (glTF 2.0, section 4.4); a .gltf file is the first alone.</summary>
/// <param name="Json">UTF-8.</param>
/// <param name="Binary">The first buffer, or null.</param>
internal sealed record GlbContainer(ReadOnlyMemory<byte> Json, byte[]? Binary)
{
    private const uint JsonChunk = 0x4E4F534A, BinaryChunk = 0x004E4942;

    // SharpGLTF would reserve whatever length a chunk claims; here a length is held against the file first.
    /// <exception cref="FewLabelsException">Cut off, or of another version.</exception>
    public static GlbContainer Read(byte[] file, string path)
    {
        if (!file.AsSpan().StartsWith("glTF"u8))
            return new(file.AsSpan().StartsWith("\uFEFF"u8) ? file.AsMemory(3) : file, null);
        if (file.Length < 20)
            throw Cut(path);
        if (Word(4) is not 2 and var version)
            throw new FewLabelsException($"A GLB file has version {version}", path, "Export it as glTF 2.0.");
        if (Word(8) > file.Length)
            throw Cut(path);
        ReadOnlyMemory<byte> json = default;
        byte[]? binary = null;
        for (var at = 12; at + 8 <= file.Length;)
        {
            uint length = Word(at), kind = Word(at + 4);
            at += 8;
            if (length > file.Length - at)
                throw Cut(path);
            if (kind == JsonChunk)
                json = file.AsMemory(at, (int)length);
            else if (kind == BinaryChunk)
                binary = file.AsSpan(at, (int)length).ToArray();
            at += (int)length;
        }
        return new(json, binary);

        uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
    }

    private static FewLabelsException Cut(string path) => new("A GLB file is cut off or damaged", path, "Get it again.");
}
