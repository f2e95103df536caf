using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>What each image of a dataset is, and what it looks like: 48 bytes an image, in the dataset's order.</summary>
public sealed class ImageSignatures
{
    private readonly List<UInt128> _contents = [];
    private readonly List<ImageHash> _looks = [];

    public int Count => _contents.Count;

    /// <param name="content">Of <see cref="ContentOf"/>.</param>
    /// <param name="look">Null for an image with next to nothing in it.</param>
    public void Add(UInt128 content, ImageHash? look)
    {
        _contents.Add(content);
        // No image has the default: half of the frequencies' bits are set.
        _looks.Add(look ?? default);
    }

    /// <summary>Keeps the place of an image that could not be read.</summary>
    public void AddNone() => Add(UInt128.Zero, null);

    /// <summary>The file's content, as 128 bits of its SHA-256; zero for an image that could not be read.</summary>
    public UInt128 Content(int place) => _contents[place];

    /// <summary>What it looks like; null where there is nothing to compare.</summary>
    public ImageHash? Look(int place) => _looks[place] is var look && look != default ? look : null;

    public static UInt128 ContentOf(ReadOnlySpan<byte> file)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(file, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
