using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>A <c>.npy</c> file of floats, format version 1.0 of NumPy.</summary>
internal static class NumpyArray
{
    private static readonly byte[] Start = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <param name="shape">Rows first; its product is the number of values.</param>
    public static byte[] Encode(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        var places = string.Join(", ", shape.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture)));
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({places}{(shape.Length == 1 ? "," : "")}), }}";
        // The data begin at a multiple of 64; the header ends with a line feed.
        var length = (Start.Length + 2 + header.Length + 1 + 63) / 64 * 64;
        var file = new byte[length + sizeof(float) * values.Length];
        Start.CopyTo(file, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(Start.Length), (ushort)(length - Start.Length - 2));
        file.AsSpan(Start.Length + 2, length - Start.Length - 2).Fill((byte)' ');
        Encoding.ASCII.GetBytes(header, file.AsSpan(Start.Length + 2));
        file[length - 1] = (byte)'\n';
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(file.AsSpan(length));
            return file;
        }
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(length + sizeof(float) * i), values[i]);
        return file;
    }

    /// <summary>Reads what <see cref="Encode"/> writes, and what NumPy saves of such an array.</summary>
    /// <exception cref="InvalidDataException">Another kind of file, another shape, or a number that is none.</exception>
    public static float[] Decode(ReadOnlySpan<byte> file, params ReadOnlySpan<int> shape)
    {
        if (file.Length < Start.Length + 2 || !file[..6].SequenceEqual(Start.AsSpan(0, 6)) || file[6] != 1)
            throw new InvalidDataException("This is no NumPy file of version 1.");
        var end = Start.Length + 2 + BinaryPrimitives.ReadUInt16LittleEndian(file[Start.Length..]);
        if (end > file.Length)
            throw new InvalidDataException("The NumPy file is cut off.");
        var header = Encoding.ASCII.GetString(file[(Start.Length + 2)..end]).Replace(" ", "", StringComparison.Ordinal);
        var places = string.Join(",", shape.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture)));
        if (!header.Contains("'descr':'<f4'", StringComparison.Ordinal) || !header.Contains("'fortran_order':False", StringComparison.Ordinal)
            || !header.Contains($"'shape':({places})", StringComparison.Ordinal) && !header.Contains($"'shape':({places},)", StringComparison.Ordinal))
            throw new InvalidDataException($"The NumPy file is no float32 array of shape ({places}).");
        var values = new float[(file.Length - end) / sizeof(float)];
        var count = 1L;
        foreach (var size in shape)
            count *= size;
        if (values.Length != count || (file.Length - end) % sizeof(float) != 0)
            throw new InvalidDataException($"The NumPy file holds {file.Length - end} bytes of numbers, and ({places}) take {count * sizeof(float)}.");
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(file[(end + sizeof(float) * i)..]);
            if (!float.IsFinite(values[i]))
                throw new InvalidDataException($"Number {i} of the NumPy file is {values[i]}.");
        }
        return values;
    }
}
