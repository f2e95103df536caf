using System.Buffers.Binary;
using System.IO.Compression;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>One file of bytes in LeCun's IDX format, gzipped or plain: images <c>[N, H, W]</c> or labels <c>[N]</c>.</summary>
public static class IdxFile
{
    /// <summary>More than any set of this kind holds; a forged header must not make us ask for all memory.</summary>
    private const long MostBytes = 1L << 31;

    /// <summary>Grey images, <c>[N, H, W, 1]</c>.</summary>
    /// <exception cref="FewLabelsException">Missing, cut off, or no image file.</exception>
    public static ImageStack ReadImages(string path)
    {
        var (shape, bytes) = Read(path, dimensions: 3);
        return new(shape[0], shape[1], shape[2], 1, bytes);
    }

    /// <summary>A class number for each image.</summary>
    /// <exception cref="FewLabelsException">Missing, cut off, or no label file.</exception>
    public static byte[] ReadLabels(string path) => Read(path, dimensions: 1).Bytes;

    private static (int[] Shape, byte[] Bytes) Read(string path, int dimensions)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
            Span<byte> header = stackalloc byte[4 + 4 * dimensions];
            stream.ReadExactly(header[..4]);
            // 0, 0, element type (8 = unsigned byte), number of dimensions.
            if (BinaryPrimitives.ReadUInt32BigEndian(header) != (0x800u | (uint)dimensions))
                throw new FewLabelsException($"This is not an IDX file of {(dimensions == 3 ? "images" : "labels")}", path,
                    $"Its first four bytes are {Convert.ToHexString(header[..4])}; unsigned bytes in {dimensions} dimension(s) start with 0000080{dimensions}.");
            stream.ReadExactly(header[4..]);
            var shape = new int[dimensions];
            long size = 1;
            for (var i = 0; i < dimensions; i++)
            {
                shape[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + 4 * i)..]);
                size = shape[i] is > 0 and < 1 << 24 ? size * shape[i] : MostBytes + 1;
                if (size > MostBytes)
                    throw new FewLabelsException("This IDX file's header gives an impossible size", path, "Fetch the file again.");
            }
            var bytes = new byte[size];
            stream.ReadExactly(bytes);
            return (shape, bytes);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FewLabelsException("A dataset file is missing", path,
                "For Fashion-MNIST run 'sudo apt-get install dataset-fashion-mnist'; for your own data check the path in the job file.", cause: error);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            throw new FewLabelsException("A dataset file is cut off or damaged", path, "Fetch the file again, or install its package again.", cause: error);
        }
    }
}
