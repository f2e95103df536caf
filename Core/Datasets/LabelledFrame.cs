using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>One image with all that is known of it, rendered or read, as dataset writers take it.</summary>
public sealed record LabelledFrame
{
    /// <summary>The image's place in the scenario's endless sequence.</summary>
    public required long Index { get; init; }

    /// <summary>The step of the image's sequence, from 0.</summary>
    public int Step { get; init; }

    /// <summary>The pixels, upright: <c>[H, W, 1]</c>, <c>[H, W, 3]</c> or <c>[H, W, 4]</c>.</summary>
    public required Image Image { get; init; }

    /// <summary>The file that the pixels were read from; a writer that can keeps its bytes. Null for a render.</summary>
    public EncodedImage? Encoded { get; init; }

    /// <summary>The image's class, a place in the dataset's list of classes; null where only its objects have classes.</summary>
    public int? ClassId { get; init; }

    /// <summary>One of each labeler that was asked for.</summary>
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>The random numbers that made the image; those that it did not draw are left out.</summary>
    public IReadOnlyList<FrameDraw> Draws { get; init; } = [];
}

/// <summary>A random number.</summary>
/// <param name="Column">Its column: <c>randomizer.parameter</c>, with <c>.component</c> for one of several numbers.</param>
/// <param name="Object">Which of the randomizer's objects it is for, from 0.</param>
/// <param name="Value">For a choice, its place.</param>
/// <param name="Choice">What a choice's place stands for; null for a number.</param>
public readonly record struct FrameDraw(string Column, int Object, float Value, string? Choice = null);
