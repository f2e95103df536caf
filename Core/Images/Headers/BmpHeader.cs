using System.Buffers.Binary;

namespace FewLabels.Sim.Core.Images.Headers;

/// <summary>BMP: the sizes, in OS/2's header of 12 bytes or in Windows's of 40 and more.</summary>
internal static class BmpHeader
{
    private const int File = 14, Os2 = 12;

    public static ImageHeader Parse(ReadOnlySpan<byte> bmp, string name)
    {
        if (bmp.Length < File + Os2)
            throw ImageRefusal.CutOff(name);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(bmp[File..]);
        if (size == Os2)
            return Of(BinaryPrimitives.ReadUInt16LittleEndian(bmp[(File + 4)..]), BinaryPrimitives.ReadUInt16LittleEndian(bmp[(File + 6)..]));
        if (size < Os2)
            throw ImageRefusal.Damaged(name, "its header is too short");
        var (width, height) = (BinaryPrimitives.ReadInt32LittleEndian(bmp[(File + 4)..]), BinaryPrimitives.ReadInt32LittleEndian(bmp[(File + 8)..]));
        // A negative height has the rows from the top; the least number has no opposite.
        return Of(width, height == int.MinValue ? 0 : Math.Abs(height));
    }

    private static ImageHeader Of(int width, int height) => new() { Format = ImageFormat.Bmp, Width = width, Height = height, Working = 4L * Math.Max(0, width) };
}
