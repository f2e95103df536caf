using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>Photos of the target domain that are listed now and decoded when asked for, for sets larger than memory. As with <see cref="UnlabelledPhotos"/>, there is no label here and no way to one.</summary>
public sealed class PhotoListing
{
    private readonly IReadOnlyList<string> _names;
    private readonly Func<int, byte[]> _decode;

    internal PhotoListing(string origin, int size, int channels, IReadOnlyList<string> names, Func<int, byte[]> decode, SkippedPhotos skipped) =>
        (Origin, Size, Channels, _names, _decode, Skipped) = (origin, size, channels, names, decode, skipped);

    /// <summary>The path, for messages.</summary>
    public string Origin { get; }

    public int Count => _names.Count;

    /// <summary>The side of each square in pixels.</summary>
    public int Size { get; }

    /// <summary>1 or 3.</summary>
    public int Channels { get; }

    /// <summary>What is no photo by its name alone.</summary>
    public SkippedPhotos Skipped { get; }

    /// <summary>A photo's file, for messages.</summary>
    public string NameOf(int index) => _names[index];

    /// <summary>The pixels of a photo, <c>[size, size, channels]</c>. Any thread may ask.</summary>
    /// <exception cref="FewLabelsException">It is gone since it was listed, or does not decode.</exception>
    public byte[] Decode(int index) => _decode(index);
}
