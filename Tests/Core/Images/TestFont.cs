using System.Buffers.Binary;
using System.Text;

namespace FewLabels.Sim.Tests.Core.Images;

/// <summary>Writes a TrueType font of a few glyphs with known areas: 1,000 units an em.</summary>
internal static class TestFont
{
    public const string Family = "Test Shapes";

    internal sealed record Glyph(char Character, int Advance, params (int X, int Y, bool OnCurve)[][] Contours);

    /// <summary>Square on the baseline with a square hole, clockwise outside as TrueType has it.</summary>
    public static readonly Glyph Framed = new('B', 600, Box(0, 0, 500, 700, true), Box(100, 100, 400, 600, false));

    /// <summary>Two bars that overlap by 100 × 100.</summary>
    public static readonly Glyph Plus = new('+', 700, Box(0, 200, 500, 300, true), Box(200, 0, 300, 500, true));

    /// <summary>Four parabolas about a square: area 2/3 of each corner's triangle more than the square on one corner.</summary>
    public static readonly Glyph Round = new(
        'o', 650, [(0, 300, true), (0, 600, false), (300, 600, true), (600, 600, false), (600, 300, true), (600, 0, false), (300, 0, true), (0, 0, false)]);

    public static readonly Glyph Space = new(' ', 250);

    public static string Write(string folder, params Glyph[] glyphs)
    {
        var path = Path.Combine(folder, "shapes.ttf");
        File.WriteAllBytes(path, Bytes(glyphs.OrderBy(g => g.Character).ToArray()));
        return path;
    }

    private static (int, int, bool)[] Box(int x0, int y0, int x1, int y1, bool clockwise) => clockwise
        ? [(x0, y0, true), (x0, y1, true), (x1, y1, true), (x1, y0, true)]
        : [(x0, y0, true), (x1, y0, true), (x1, y1, true), (x0, y1, true)];

    private static byte[] Bytes(Glyph[] glyphs)
    {
        List<byte> glyf = [], loca = [], hmtx = [];
        Append(loca, 4, 0);
        // Glyph 0 is what missing characters show; it is empty here.
        Append(loca, 4, 0);
        Append(hmtx, 2, 500, 0);
        foreach (var glyph in glyphs)
        {
            if (glyph.Contours.Length > 0)
                Outline(glyf, glyph);
            Append(loca, 4, glyf.Count);
            Append(hmtx, 2, glyph.Advance, 0);
        }
        List<byte> head = [], hhea = [], maxp = [], os2 = [], post = [], name = [];
        Append(head, 4, 0x00010000, 0x00010000, 0, 0x5F0F3CF5);
        Append(head, 2, 3, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 1000, 0, 8, 2, 1, 0);
        Append(hhea, 4, 0x00010000);
        Append(hhea, 2, 800, -200, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, glyphs.Length + 1);
        Append(maxp, 4, 0x00010000);
        Append(maxp, 2, glyphs.Length + 1, 64, 8, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        Append(os2, 2, 4, 500, 400, 5, 0);
        Append(os2, 2, [.. new int[11]]);
        os2.AddRange(new byte[10 + 16]);
        os2.AddRange("TEST"u8);
        Append(os2, 2, 0x40, 32, 122, 800, -200, 0, 800, 200);
        os2.AddRange(new byte[8]);
        Append(os2, 2, 500, 700, 0, 32, 0);
        Append(post, 4, 0x00030000, 0, 0, 0, 0, 0, 0, 0);
        Names(name);
        return Tables(("OS/2", os2), ("cmap", Characters(glyphs)), ("glyf", glyf), ("head", head), ("hhea", hhea), ("hmtx", hmtx), ("loca", loca), ("maxp", maxp), ("name", name), ("post", post));
    }

    private static void Outline(List<byte> glyf, Glyph glyph)
    {
        var all = glyph.Contours.SelectMany(c => c).ToArray();
        Append(glyf, 2, glyph.Contours.Length, all.Min(p => p.X), all.Min(p => p.Y), all.Max(p => p.X), all.Max(p => p.Y));
        var end = -1;
        foreach (var contour in glyph.Contours)
            Append(glyf, 2, end += contour.Length);
        Append(glyf, 2, 0);
        glyf.AddRange(all.Select(p => (byte)(p.OnCurve ? 1 : 0)));
        Append(glyf, 2, [.. all.Select((p, i) => p.X - (i > 0 ? all[i - 1].X : 0))]);
        Append(glyf, 2, [.. all.Select((p, i) => p.Y - (i > 0 ? all[i - 1].Y : 0))]);
        while (glyf.Count % 4 != 0)
            glyf.Add(0);
    }

    // Format 4 with a segment for each character, and the one that ends the table.
    private static List<byte> Characters(Glyph[] glyphs)
    {
        var cmap = new List<byte>();
        var count = glyphs.Length + 1;
        Append(cmap, 2, 0, 1, 3, 1);
        Append(cmap, 4, 12);
        Append(cmap, 2, 4, 16 + 8 * count, 0, 2 * count, 2, 0, 0);
        int[] characters = [.. glyphs.Select(g => (int)g.Character), 0xFFFF];
        Append(cmap, 2, characters);
        Append(cmap, 2, 0);
        Append(cmap, 2, characters);
        Append(cmap, 2, [.. characters.Select((c, i) => c == 0xFFFF ? 1 : i + 1 - c)]);
        Append(cmap, 2, new int[count]);
        return cmap;
    }

    private static void Names(List<byte> name)
    {
        var text = Encoding.BigEndianUnicode.GetBytes(Family);
        Append(name, 2, 0, 1, 18, 3, 1, 0x409, 1, text.Length, 0);
        name.AddRange(text);
    }

    private static byte[] Tables(params (string Tag, List<byte> Data)[] tables)
    {
        var file = new List<byte>();
        Append(file, 4, 0x00010000);
        Append(file, 2, tables.Length, 128, 3, 32);
        var offset = 12 + 16 * tables.Length;
        foreach (var (tag, data) in tables)
        {
            file.AddRange(Encoding.ASCII.GetBytes(tag));
            Append(file, 4, 0, offset, data.Count);
            offset += (data.Count + 3) / 4 * 4;
        }
        foreach (var (_, data) in tables)
        {
            file.AddRange(data);
            while (file.Count % 4 != 0)
                file.Add(0);
        }
        return [.. file];
    }

    private static void Append(List<byte> bytes, int width, params int[] values)
    {
        Span<byte> four = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32BigEndian(four, value);
            bytes.AddRange(four[(4 - width)..]);
        }
    }
}
