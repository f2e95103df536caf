using System.Text;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Images;

public sealed class ExrTests
{
    [Theory]
    [InlineData(true, 1, 1)]
    [InlineData(true, 16, 9)]
    [InlineData(true, 37, 20)]
    [InlineData(false, 37, 20)]
    public void An_image_comes_back_as_it_went_in(bool zip, int height, int width)
    {
        var stream = StreamKey.Of(1).With(height).Open();
        // Lines with and without pattern: some blocks are smaller as they are.
        float[] values = [.. Enumerable.Range(0, height * width * 4).Select(i => i < height * width * 2 ? i / 40 : (float)stream.Normal(0, 1e6))];
        values[0] = float.NaN;
        var image = new ExrImage(height, width, ["R", "G", "B", "A"], values);
        var read = ExrImage.Decode(image.Encode(zip));
        Assert.Equal((height, width), (read.Height, read.Width));
        Assert.Equal(["A", "B", "G", "R"], read.Channels);
        for (var i = 0; i < height * width; i++)
            for (var c = 0; c < 4; c++)
                Assert.Equal(values[4 * i + c], read.Values[4 * i + 3 - c]);
    }

    [Fact]
    public void An_uncompressed_file_is_byte_for_byte_what_the_format_says()
    {
        // 2 × 1 pixels of one channel, written out by hand from "OpenEXR File Layout".
        byte[] expected =
        [
            0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0,
            .. Attribute("channels", "chlist", [(byte)'R', 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0]),
            .. Attribute("compression", "compression", [0]),
            .. Attribute("dataWindow", "box2i", [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
            .. Attribute("displayWindow", "box2i", [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
            .. Attribute("lineOrder", "lineOrder", [0]),
            .. Attribute("pixelAspectRatio", "float", [0, 0, 0x80, 0x3F]),
            .. Attribute("screenWindowCenter", "v2f", new byte[8]),
            .. Attribute("screenWindowWidth", "float", [0, 0, 0x80, 0x3F]),
            0,
        ];
        expected = [.. expected, .. BitConverter.GetBytes(expected.Length + 8L), 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0];
        Assert.Equal(expected, new ExrImage(1, 2, ["R"], [1, -2.5f]).Encode(zip: false));
    }

    [Fact]
    public void Equal_lines_become_small() =>
        Assert.InRange(new ExrImage(64, 64, ["R"], new float[64 * 64]).Encode().Length, 300, 1000);

    [Fact]
    public void A_damaged_file_is_refused_wherever_it_is_cut()
    {
        var file = new ExrImage(20, 4, ["R", "G"], [.. Enumerable.Range(0, 160).Select(i => (float)i)]).Encode();
        for (var length = 0; length < file.Length; length++)
            Assert.Throws<InvalidDataException>(() => ExrImage.Decode(file.AsSpan(0, length)));
    }

    private static byte[] Attribute(string name, string type, byte[] value) =>
        [.. Encoding.ASCII.GetBytes($"{name}\0{type}\0"), .. BitConverter.GetBytes(value.Length), .. value];
}
