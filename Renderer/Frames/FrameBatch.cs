using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Renderer.Labelers;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>Rendered images with all that is known of them.</summary>
public sealed class FrameBatch
{
    /// <summary>The index of each image in the scenario's endless sequence.</summary>
    public required long[] Indices { get; init; }

    /// <summary><c>[N, H, W, 1]</c> grey.</summary>
    public required ImageStack Images { get; init; }

    /// <summary>The class of each image.</summary>
    public required byte[] Labels { get; init; }

    /// <summary><c>[N, H, W]</c>: the instance that each pixel shows, 0 background.</summary>
    public required ushort[] InstanceIds { get; init; }

    /// <summary>The boxes of each image's instances that are seen.</summary>
    public required BoundingBox2D[][] Boxes { get; init; }

    public required DrawTable Draws { get; init; }

    public long First => Indices[0];

    public int Count => Indices.Length;

    /// <summary>The class of each instance of an image: instance <c>i</c> at <c>i − 1</c>.</summary>
    public ReadOnlySpan<byte> InstanceClasses(int image) => Labels.AsSpan(image, 1);

    /// <summary>One image's id map, <c>[H, W]</c>.</summary>
    public ReadOnlySpan<ushort> InstanceMap(int image) => InstanceIds.AsSpan(image * Images.Stride, Images.Stride);

    /// <summary>One image's class map, <c>[H, W]</c>, 255 background.</summary>
    public byte[] ClassMap(int image) => ClassMapLabeler.Label(InstanceMap(image), InstanceClasses(image));
}
