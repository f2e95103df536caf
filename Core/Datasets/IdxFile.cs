using System.Buffers.Binary;
using System.IO.Compression;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>One file of bytes in LeCun's IDX format, gzipped or plain: images <c>[N, H, W]</c> or labels <c>[N]</c>.</summary>
public static class IdxFile
{
    /// <summary>More than any set of this kind holds; a forged header must not make us ask for all memory.</summary>
    private static readonly long MostBytes = Array.MaxLength;

    /// <summary>One label a sample.</summary>
    private const long MostLabels = 1L << 28;

    /// <summary>Deflate packs no bytes closer than this, so that a header can be held against its file before anything is unpacked.</summary>
    private const long MostPacking = 1032;

    /// <summary>Grey images, <c>[N, H, W, 1]</c>.</summary>
    /// <exception cref="FewLabelsException">Missing, cut off, or no image file.</exception>
    public static ImageStack ReadImages(string path)
    {
        using var file = Open(path, dimensions: 3);
        return new(file.Shape[0], file.Shape[1], file.Shape[2], 1, file.Read(file.Shape[0] * file.Shape[1] * file.Shape[2]));
    }

    /// <summary>Grey images one by one, <c>[H, W, 1]</c>.</summary>
    /// <param name="check">Is told the number of images before the first.</param>
    /// <exception cref="FewLabelsException">Missing, cut off, or no image file.</exception>
    public static IEnumerable<Image> StreamImages(string path, Action<int>? check = null)
    {
        using var file = Open(path, dimensions: 3);
        check?.Invoke(file.Shape[0]);
        for (var i = 0; i < file.Shape[0]; i++)
            yield return new(file.Shape[1], file.Shape[2], 1, file.Read(file.Shape[1] * file.Shape[2]));
    }

    /// <summary>A class number for each image.</summary>
    /// <exception cref="FewLabelsException">Missing, cut off, or no label file.</exception>
    public static byte[] ReadLabels(string path)
    {
        using var file = Open(path, dimensions: 1);
        return file.Read(file.Shape[0]);
    }

    private static IdxStream Open(string path, int dimensions)
    {
        var file = Guard(path, () => DatasetFiles.Open(path));
        Stream bytes = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : new BufferedStream(file, 1 << 16);
        var shape = new int[dimensions];
        var stream = new IdxStream(path, bytes, shape);
        try
        {
            var header = stream.Read(4);
            // 0, 0, element type (8 = unsigned byte), number of dimensions.
            if (BinaryPrimitives.ReadUInt32BigEndian(header) != (0x800u | (uint)dimensions))
                throw new FewLabelsException($"This is not an IDX file of {(dimensions == 3 ? "images" : "labels")}", path,
                    $"Its first four bytes are {Convert.ToHexString(header)}; unsigned bytes in {dimensions} dimension(s) start with 0000080{dimensions}.");
            var sizes = stream.Read(4 * dimensions);
            long size = 1, most = Math.Min(dimensions == 3 ? MostBytes : MostLabels, file.Length * (bytes is GZipStream ? MostPacking : 1));
            for (var i = 0; i < dimensions; i++)
            {
                shape[i] = BinaryPrimitives.ReadInt32BigEndian(sizes.AsSpan(4 * i));
                size = shape[i] is > 0 and < 1 << 28 ? size * shape[i] : most + 1;
                if (size > most)
                    throw new FewLabelsException("This IDX file's header gives an impossible size", path, $"Expected: sizes above 0 whose product is at most {most}, as the file's length has it. Fetch the file again.");
            }
            if (dimensions == 3 && (long)shape[1] * shape[2] > new DecodeLimits().Pixels)
                throw new FewLabelsException($"An image of this IDX file has {shape[1]}×{shape[2]} pixels", path, $"Expected: at most {new DecodeLimits().Pixels} pixels.");
            return stream;
        }
        catch (FewLabelsException)
        {
            stream.Dispose();
            throw;
        }
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException || error.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FewLabelsException("A dataset file is missing", path,
                "For Fashion-MNIST run 'sudo apt-get install dataset-fashion-mnist'; for your own data check the path in the job file.", cause: error);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            throw new FewLabelsException("A dataset file is cut off or damaged", path, "Fetch the file again, or install its package again.", cause: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException("A dataset file can't be read", path, "Check who may read it.", cause: error);
        }
    }

    private sealed class IdxStream(string path, Stream bytes, int[] shape) : IDisposable
    {
        public int[] Shape { get; } = shape;

        public byte[] Read(int count) => Guard(path, () =>
        {
            var read = new byte[count];
            bytes.ReadExactly(read);
            return read;
        });

        public void Dispose() => bytes.Dispose();
    }
}
