using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>A batch of rendered images: labels, boxes and every random draw of each, so that any of them can be asked why it looks so.</summary>
[MessagePackObject]
public sealed record FrameRendered
{
    /// <summary>Index of the first image; the batch is consecutive.</summary>
    [Key(0)] public long First { get; init; }

    [Key(1)] public int Size { get; init; }

    /// <summary>Class of each image.</summary>
    [Key(2)] public byte[] Labels { get; init; } = [];

    /// <summary>Tight box of each image's first instance: x, y, width, height in pixels, [N, 4] row-major.</summary>
    [Key(3)] public int[] Boxes { get; init; } = [];

    /// <summary>Names of the draws, "randomizer.parameter".</summary>
    [Key(4)] public string[] Parameters { get; init; } = [];

    /// <summary>What each value stands for where a draw is a choice among named things; null for a number.</summary>
    [Key(5)] public string[]?[] Choices { get; init; } = [];

    /// <summary>[N, P] row-major, little-endian float32; NaN where an image has no such draw.</summary>
    [Key(6)] public byte[] Values { get; init; } = [];
}
