using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>Images with a class each that batches are drawn from: bytes in memory, files that are decoded when their turn comes, or a renderer at work.</summary>
/// <remarks>Several threads read at once. An image's bytes and label depend on its index alone.</remarks>
public interface ILabelledSource
{
    /// <summary>Where the images come from, for messages.</summary>
    string Origin { get; }

    /// <summary>Of every image.</summary>
    ImageShape Shape { get; }

    /// <summary>How many there are; null for a source that never ends.</summary>
    long? Count { get; }

    /// <summary>The classes' names, in label order.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Images of each class; null where they are made as they are asked for.</summary>
    IReadOnlyList<int>? PerClass { get; }

    /// <summary>What a user can do where training waits for this source, a sentence; null where reading costs next to nothing.</summary>
    string? WhenSlow => null;

    /// <summary>Writes the images of these indices, <c>[N, H, W, C]</c>, one after another, and their labels.</summary>
    /// <param name="indices">Each below <see cref="Count"/>; any index from 0 on where the source never ends.</param>
    /// <param name="pixels">N times <see cref="ImageShape.Bytes"/> bytes.</param>
    /// <param name="labels">N places in <see cref="Classes"/>.</param>
    /// <param name="cancellation">Ends the wait of whoever reads no more.</param>
    /// <exception cref="FewLabelsException">An image can't be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    void Read(ReadOnlySpan<long> indices, Span<byte> pixels, Span<byte> labels, CancellationToken cancellation);
}
