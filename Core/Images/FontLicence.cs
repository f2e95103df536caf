using System.Buffers.Binary;
using System.Text;

namespace FewLabels.Sim.Core.Images;

/// <summary>What a font says of its licence in its name table (OpenType 1.9, "name": ids 13 and 14).</summary>
/// <param name="Description">In words; null where it says nothing.</param>
/// <param name="Address">Of the licence's page; null where it says nothing.</param>
public sealed record FontLicence(string? Description, string? Address)
{
    private const int DescriptionId = 13, AddressId = 14;
    private const int Header = 6, Record = 12;

    // Fonts of licences in full have some tens of thousand letters.
    private const int LongestName = 1 << 16;

    /// <summary>Reads the table; what lies outside it or is of an unknown encoding says nothing.</summary>
    internal static FontLicence Read(ReadOnlySpan<byte> table) => new(Find(table, DescriptionId), Find(table, AddressId));

    private static string? Find(ReadOnlySpan<byte> table, int name)
    {
        if (table.Length < Header)
            return null;
        var (count, strings) = (Number(table, 2), Number(table, 4));
        var (best, found) = (0, (string?)null);
        for (var i = 0; i < count && Header + (i + 1) * Record <= table.Length; i++)
        {
            var record = table.Slice(Header + i * Record, Record);
            if (Number(record, 6) != name || Rank(Number(record, 0), Number(record, 4)) is var rank && rank <= best)
                continue;
            var (length, start) = (Math.Min(Number(record, 8), LongestName), strings + Number(record, 10));
            if (start + length > table.Length)
                continue;
            var encoding = Number(record, 0) == 1 ? Encoding.Latin1 : Encoding.BigEndianUnicode;
            var text = encoding.GetString(table.Slice(start, length)).Trim();
            if (text.Length > 0)
                (best, found) = (rank, text);
        }
        return found;
    }

    // Windows' English first, then any of Windows', Unicode's, and the Macintosh's, whose letters are ASCII here.
    private static int Rank(int platform, int language) => platform switch
    {
        3 => language == 0x409 ? 4 : 3,
        0 => 2,
        1 => 1,
        _ => 0,
    };

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
