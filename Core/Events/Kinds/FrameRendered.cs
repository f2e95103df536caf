using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>A batch of rendered images: labels, boxes and every random draw of each, so that any of them can be asked why it looks so.</summary>
[MessagePackObject]
public sealed record FrameRendered
{
    /// <summary>Index of the first image; the batch is consecutive unless <see cref="Indices"/> says otherwise.</summary>
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

    /// <summary>Draws of objects 1, 2, … (object 0's stand in <see cref="Values"/>): the image of each, a place in the batch.</summary>
    [Key(7)] public int[] ObjectImages { get; init; } = [];

    /// <summary>Which object each is for.</summary>
    [Key(8)] public int[] ObjectNumbers { get; init; } = [];

    /// <summary>Which of <see cref="Parameters"/> each is.</summary>
    [Key(9)] public int[] ObjectColumns { get; init; } = [];

    /// <summary>The numbers, little-endian float32.</summary>
    [Key(10)] public byte[] ObjectValues { get; init; } = [];

    /// <summary>Every box of every image: image (a place in the batch), instance, class, x, y, width, height, [B, 7] row-major.</summary>
    [Key(11)] public int[] AllBoxes { get; init; } = [];

    /// <summary>Pixels; 0 where images are as high as wide (<see cref="Size"/> is the width).</summary>
    [Key(12)] public int Height { get; init; }

    /// <summary>The index of each image where some between were set aside; else empty.</summary>
    [Key(13)] public long[] Indices { get; init; } = [];
}
