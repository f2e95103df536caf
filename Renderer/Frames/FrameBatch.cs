using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>Rendered frames with all that is known of them. A frame is one step of one image; most images have one.</summary>
public sealed class FrameBatch
{
    /// <summary>The index of each frame's image in the scenario's endless sequence.</summary>
    public required long[] Indices { get; init; }

    /// <summary>Each frame's step in its image's sequence.</summary>
    public required int[] Steps { get; init; }

    /// <summary><c>[N, H, W, C]</c>.</summary>
    public required ImageStack Images { get; init; }

    /// <summary>The class of each frame's image.</summary>
    public required byte[] Labels { get; init; }

    /// <summary>What the labelers say of each frame, in the options' order.</summary>
    public required Annotation[][] Annotations { get; init; }

    public required DrawTable Draws { get; init; }

    /// <summary>Of each frame, what was drawn for objects beyond the first.</summary>
    public required ObjectDraw[][] ObjectDraws { get; init; }

    /// <summary>Frames that were set aside; they are in none of the lists above.</summary>
    public IReadOnlyList<RejectedFrame> Rejected { get; init; } = [];

    public int Count => Indices.Length;

    /// <summary>A frame's annotation of this kind; the first if there are several.</summary>
    /// <exception cref="InvalidOperationException">No labeler makes one.</exception>
    public T Annotation<T>(int frame)
        where T : Annotation =>
        Annotations[frame].OfType<T>().FirstOrDefault() ?? throw new InvalidOperationException($"No labeler makes {typeof(T).Name}; put one into FrameOptions.Labelers.");
}
