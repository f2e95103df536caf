using System.Buffers.Binary;
using System.Text;
using FewLabels.Sim.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Images;

public sealed class FontLicenceTests
{
    private static readonly byte[] Latin = Encoding.Latin1.GetBytes("old words"), Wide = Encoding.BigEndianUnicode.GetBytes("Free for all"), German = Encoding.BigEndianUnicode.GetBytes("Frei für alle"),
        Address = Encoding.BigEndianUnicode.GetBytes("https://example.org");

    [Fact]
    public void Licence_and_address_stand_under_13_and_14_and_English_comes_first()
    {
        var table = Table((1, 0, 13, Latin), (3, 0x407, 13, German), (3, 0x409, 13, Wide), (3, 0x407, 13, German), (3, 0x409, 14, Address), (3, 0x409, 1, Latin));
        Assert.Equal(new FontLicence("Free for all", "https://example.org"), FontLicence.Read(table));
        Assert.Equal("Frei für alle", FontLicence.Read(Table((1, 0, 13, Latin), (3, 0x407, 13, German))).Description);
        Assert.Equal(new FontLicence("old words", null), FontLicence.Read(Table((1, 0, 13, Latin))));
        Assert.Equal(new FontLicence(null, null), FontLicence.Read(Table((3, 0x409, 1, Wide))));
    }

    [Fact]
    public void A_table_that_is_cut_off_or_forged_says_less_and_harms_nobody()
    {
        var table = Table((3, 0x409, 13, Wide), (3, 0x409, 14, Address));
        for (var length = 0; length < table.Length; length++)
            FontLicence.Read(table.AsSpan(0, length));
        for (var at = 0; at < table.Length; at++)
        {
            var forged = (byte[])table.Clone();
            forged[at] = 0xFF;
            FontLicence.Read(forged);
        }
        Assert.Equal(new FontLicence(null, null), FontLicence.Read([]));
    }

    [Fact]
    public void DejaVu_says_what_it_is()
    {
        Assert.SkipUnless(File.Exists("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"), "fonts-dejavu-core is not installed");
        using var font = GlyphOutlines.Open("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
        Assert.StartsWith("Fonts are (c) Bitstream", font.Licence.Description, StringComparison.Ordinal);
        Assert.StartsWith("http", font.Licence.Address, StringComparison.Ordinal);
    }

    private static byte[] Table(params (int Platform, int Language, int Name, byte[] Text)[] names)
    {
        var strings = 6 + 12 * names.Length;
        var table = new byte[strings + names.Sum(name => name.Text.Length)];
        Put(0, 0, names.Length, strings);
        var at = 0;
        for (var i = 0; i < names.Length; i++)
        {
            var (platform, language, name, text) = names[i];
            Put(6 + 12 * i, platform, 1, language, name, text.Length, at);
            text.CopyTo(table, strings + at);
            at += text.Length;
        }
        return table;

        void Put(int place, params int[] numbers)
        {
            for (var i = 0; i < numbers.Length; i++)
                BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(place + 2 * i), (ushort)numbers[i]);
        }
    }
}
