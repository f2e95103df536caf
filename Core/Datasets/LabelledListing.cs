using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>Images with a class each that are listed now and decoded when asked for, for sets larger than memory.</summary>
public sealed class LabelledListing
{
    private readonly IReadOnlyList<string> _names;
    private readonly Func<int, byte[]> _decode;

    internal LabelledListing(string origin, int size, int channels, IReadOnlyList<string> names, byte[] labels, IReadOnlyList<string> classes, Func<int, byte[]> decode) =>
        (Origin, Size, Channels, _names, Labels, Classes, _decode) = (origin, size, channels, names, labels, classes, decode);

    /// <summary>The path, for messages.</summary>
    public string Origin { get; }

    public int Count => _names.Count;

    /// <summary>The side of each square in pixels.</summary>
    public int Size { get; }

    /// <summary>1 or 3.</summary>
    public int Channels { get; }

    /// <summary>Of each image, a place in <see cref="Classes"/>.</summary>
    public byte[] Labels { get; }

    public IReadOnlyList<string> Classes { get; }

    /// <summary>An image's file, for messages.</summary>
    public string NameOf(int index) => _names[index];

    /// <summary>The pixels of an image, <c>[size, size, channels]</c>. Any thread may ask.</summary>
    /// <exception cref="FewLabelsException">It is gone since it was listed, or does not decode.</exception>
    public byte[] Decode(int index) => _decode(index);
}
