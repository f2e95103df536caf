using System.Buffers.Binary;
using System.Text;

namespace FewLabels.Sim.Learning.Native;

/// <summary>
/// The version needs of a 64-bit little-endian ELF library (section <c>.gnu.version_r</c>): which symbol versions it asks of
/// the libraries that it links to. A need that is marked weak does not stop the loader when the version is missing.
/// </summary>
internal static class ElfVersionNeed
{
    private const uint SectionTypeVersionNeed = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort FlagWeak = 0x2; // VER_FLG_WEAK

    /// <summary>Marks the need for this version weak, in place.</summary>
    /// <returns>False if the library has no such need.</returns>
    public static bool MakeWeak(Span<byte> library, string version)
    {
        if (FlagsOffset(library, version) is not { } offset)
            return false;
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(library[offset..]);
        BinaryPrimitives.WriteUInt16LittleEndian(library[offset..], (ushort)(flags | FlagWeak));
        return true;
    }

    // Field offsets are those of Elf64_Ehdr, Elf64_Shdr, Elf64_Verneed and Elf64_Vernaux in elf.h.
    private static int? FlagsOffset(ReadOnlySpan<byte> elf, string version)
    {
        if (elf.Length < 64 || !elf[..4].SequenceEqual("\u007fELF"u8))
            return null;
        var sections = (int)U64(elf, 0x28);
        var (size, count) = (U16(elf, 0x3A), U16(elf, 0x3C));
        var wanted = Encoding.ASCII.GetBytes(version);
        for (var i = 0; i < count; i++)
        {
            var section = sections + i * size;
            if (U32(elf, section + 4) != SectionTypeVersionNeed)
                continue;
            var names = (int)U64(elf, sections + (int)U32(elf, section + 40) * size + 24);
            var need = (int)U64(elf, section + 24);
            for (var n = U32(elf, section + 44); n > 0; n--)
            {
                var entry = need + (int)U32(elf, need + 8);
                for (var e = U16(elf, need + 2); e > 0; e--)
                {
                    var name = elf[(names + (int)U32(elf, entry + 8))..];
                    if (name.StartsWith(wanted) && name[wanted.Length] == 0)
                        return entry + 4;
                    entry += (int)U32(elf, entry + 12);
                }
                need += (int)U32(elf, need + 12);
            }
        }
        return null;
    }

    private static ushort U16(ReadOnlySpan<byte> b, int at) => BinaryPrimitives.ReadUInt16LittleEndian(b[at..]);

    private static uint U32(ReadOnlySpan<byte> b, int at) => BinaryPrimitives.ReadUInt32LittleEndian(b[at..]);

    private static ulong U64(ReadOnlySpan<byte> b, int at) => BinaryPrimitives.ReadUInt64LittleEndian(b[at..]);
}
