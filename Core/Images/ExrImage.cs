using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace FewLabels.Sim.Core.Images;

/// <summary>
/// An image of floats with named channels, and its OpenEXR file: one part, scan lines, 32-bit floats, uncompressed or ZIP ("OpenEXR File
/// Layout", openexr.com).
/// </summary>
/// <param name="Channels">Such as R, G, B, A, in the order of the values.</param>
/// <param name="Values"><c>[H, W, C]</c>, top row first.</param>
public sealed record ExrImage(int Height, int Width, IReadOnlyList<string> Channels, float[] Values)
{
    private const int Magic = 20000630;
    private const int Version = 2;
    private const int Float = 2;
    private const byte NoCompression = 0, ZipLine = 2, Zip = 3;
    private const int ZipLines = 16;
    private const long MostPacking = 1032;

    /// <summary>The file's bytes.</summary>
    /// <param name="zip">ZIP of 16 lines a block, else uncompressed.</param>
    /// <exception cref="ArgumentException">The values are not height × width × channels.</exception>
    public byte[] Encode(bool zip = true)
    {
        if (Height <= 0 || Width <= 0 || Channels.Count == 0 || Values.Length != Height * Width * Channels.Count)
            throw new ArgumentException($"{Values.Length} values are not a [{Height}, {Width}, {Channels.Count}] image.");
        // Files list channels by name.
        var order = Enumerable.Range(0, Channels.Count).OrderBy(c => Channels[c], StringComparer.Ordinal).ToArray();
        using var output = new MemoryStream();
        using var writer = new BinaryWriter(output);
        writer.Write(Magic);
        writer.Write(Version);
        WriteHeader(writer, order, zip ? Zip : NoCompression);
        int lines = zip ? ZipLines : 1, blocks = (Height + lines - 1) / lines;
        var table = output.Position;
        output.Position += 8L * blocks;
        var offsets = new long[blocks];
        for (var block = 0; block < blocks; block++)
        {
            offsets[block] = output.Position;
            var raw = Block(block * lines, Math.Min(lines, Height - block * lines), order);
            var data = zip ? Compress(raw) : raw;
            writer.Write(block * lines);
            writer.Write(data.Length);
            writer.Write(data);
        }
        output.Position = table;
        foreach (var offset in offsets)
            writer.Write(offset);
        return output.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> writes, and any such file of others: one part, scan lines, floats, no compression, ZIP or ZIPS.</summary>
    /// <param name="expected">The size that the image must have, held against the header before anything is allocated; any for null.</param>
    /// <exception cref="InvalidDataException">The bytes are cut off, no such file, or of another size.</exception>
    public static ExrImage Decode(ReadOnlySpan<byte> file, (int Height, int Width)? expected = null)
    {
        try
        {
            return DecodeBlocks(file, expected);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The EXR file is cut off or damaged.", error);
        }
    }

    private void WriteHeader(BinaryWriter writer, int[] order, byte compression)
    {
        var channels = new MemoryStream();
        foreach (var c in order)
        {
            channels.Write([.. Encoding.ASCII.GetBytes(Channels[c]), 0]);
            channels.Write([Float, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]); // type, linearity, sampling 1 × 1
        }
        channels.WriteByte(0);
        var window = MemoryMarshal.AsBytes<int>(new[] { 0, 0, Width - 1, Height - 1 }).ToArray();
        var one = BitConverter.GetBytes(1f);
        Attribute("channels", "chlist", channels.ToArray());
        Attribute("compression", "compression", [compression]);
        Attribute("dataWindow", "box2i", window);
        Attribute("displayWindow", "box2i", window);
        Attribute("lineOrder", "lineOrder", [0]);
        Attribute("pixelAspectRatio", "float", one);
        Attribute("screenWindowCenter", "v2f", new byte[8]);
        Attribute("screenWindowWidth", "float", one);
        writer.Write((byte)0);

        void Attribute(string name, string type, byte[] value)
        {
            writer.Write(Encoding.ASCII.GetBytes($"{name}\0{type}\0"));
            writer.Write(value.Length);
            writer.Write(value);
        }
    }

    private byte[] Block(int first, int lines, int[] order)
    {
        var raw = new byte[lines * Width * order.Length * 4];
        var at = 0;
        for (var y = first; y < first + lines; y++)
        {
            foreach (var c in order)
            {
                for (var x = 0; x < Width; x++, at += 4)
                    BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(at), Values[(y * Width + x) * order.Length + c]);
            }
        }
        return raw;
    }

    // Even bytes, then odd ones, each as the difference from the one before, then zlib; raw where that is no smaller.
    private static byte[] Compress(byte[] raw)
    {
        var parts = new byte[raw.Length];
        var half = (raw.Length + 1) / 2;
        for (var i = 0; i < raw.Length; i++)
            parts[(i & 1) == 0 ? i / 2 : half + i / 2] = raw[i];
        for (var i = parts.Length - 1; i > 0; i--)
            parts[i] = (byte)(parts[i] - parts[i - 1] + 128);
        var output = new MemoryStream(raw.Length / 2);
        using (var deflate = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(parts);
        return output.Length < raw.Length ? output.ToArray() : raw;
    }

    private static byte[] Decompress(ReadOnlySpan<byte> data, int length)
    {
        if (data.Length == length)
            return data.ToArray();
        var parts = new byte[length];
        using var inflate = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        if (inflate.ReadAtLeast(parts, length, throwOnEndOfStream: false) < length)
            throw new InvalidDataException("A block of the EXR file is too short.");
        for (var i = 1; i < length; i++)
            parts[i] = (byte)(parts[i] + parts[i - 1] - 128);
        var raw = new byte[length];
        var half = (length + 1) / 2;
        for (var i = 0; i < length; i++)
            raw[i] = parts[(i & 1) == 0 ? i / 2 : half + i / 2];
        return raw;
    }

    private static ExrImage DecodeBlocks(ReadOnlySpan<byte> file, (int Height, int Width)? expected)
    {
        if (BinaryPrimitives.ReadInt32LittleEndian(file) != Magic || BinaryPrimitives.ReadInt32LittleEndian(file[4..]) != Version)
            throw new InvalidDataException("This is no single-part EXR file of scan lines.");
        var at = 8;
        var channels = new List<string>();
        int width = 0, height = 0, top = 0;
        byte compression = 0;
        while (file[at] != 0)
        {
            var name = Text(file, ref at);
            Text(file, ref at);
            var value = file.Slice(at + 4, BinaryPrimitives.ReadInt32LittleEndian(file[at..]));
            at += 4 + value.Length;
            switch (name)
            {
                case "channels":
                    channels = ReadChannels(value);
                    break;
                case "compression":
                    compression = value[0];
                    break;
                case "dataWindow":
                    var window = MemoryMarshal.Cast<byte, int>(value);
                    (width, height, top) = (checked(window[2] - window[0] + 1), checked(window[3] - window[1] + 1), window[1]);
                    break;
            }
        }
        var lines = compression switch
        {
            NoCompression or ZipLine => 1,
            Zip => ZipLines,
            _ => throw new InvalidDataException($"The EXR file's compression {compression} is not read here; 0, 2 and 3 are."),
        };
        if (width <= 0 || height <= 0 || channels.Count == 0 || (long)width * height * channels.Count > 1 << 28)
            throw new InvalidDataException($"An EXR image of {width}×{height} with {channels.Count} channels is not read here.");
        // Deflate packs no closer: a short file can't claim much memory.
        if (4L * width * height * channels.Count > MostPacking * file.Length)
            throw new InvalidDataException($"The EXR file has {file.Length} bytes, too few for {width}×{height} pixels.");
        if (expected is { } size && size != (height, width))
            throw new InvalidDataException($"The EXR file has {width}×{height} pixels, and {size.Width}×{size.Height} are expected.");
        var image = new ExrImage(height, width, channels, new float[height * width * channels.Count]);
        at += 1 + 8 * ((height + lines - 1) / lines);
        for (var y = 0; y < height; y += lines)
        {
            var first = BinaryPrimitives.ReadInt32LittleEndian(file[at..]) - top;
            var data = file.Slice(at + 8, BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]));
            at += 8 + data.Length;
            // Also what wraps around to a large length must not be asked for.
            if (first < 0 || first >= height)
                throw new InvalidDataException($"A block of the EXR file begins at line {first} of {height}.");
            image.Fill(first, Decompress(data, Math.Min(lines, height - first) * width * channels.Count * 4));
        }
        return image;
    }

    private void Fill(int first, byte[] raw)
    {
        var at = 0;
        for (var y = first; at < raw.Length; y++)
        {
            for (var c = 0; c < Channels.Count; c++)
            {
                for (var x = 0; x < Width; x++, at += 4)
                    Values[(y * Width + x) * Channels.Count + c] = BinaryPrimitives.ReadSingleLittleEndian(raw.AsSpan(at));
            }
        }
    }

    private static List<string> ReadChannels(ReadOnlySpan<byte> value)
    {
        var channels = new List<string>();
        var at = 0;
        while (value[at] != 0)
        {
            channels.Add(Text(value, ref at));
            if (BinaryPrimitives.ReadInt32LittleEndian(value[at..]) != Float)
                throw new InvalidDataException($"Channel {channels[^1]} of the EXR file does not hold 32-bit floats.");
            at += 16;
        }
        return channels;
    }

    private static string Text(ReadOnlySpan<byte> file, ref int at)
    {
        var length = file[at..].IndexOf((byte)0);
        var text = Encoding.ASCII.GetString(file.Slice(at, length));
        at += length + 1;
        return text;
    }
}
