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
}
