using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.SelfCheck;

/// <summary>What an image says of each pixel; spans that nobody asked for are empty.</summary>
internal readonly ref struct PixelMaps
{
    public PixelMaps(FrameView frame, IReadOnlyList<Annotation> annotations)
    {
        Frame = frame;
        Objects = frame.Objects.Span;
        Depth = frame.Depth.Span;
        Normals = frame.Normals.Span;
        for (var i = 0; i < annotations.Count; i++)
        {
            switch (annotations[i])
            {
                case InstanceSegmentation instances:
                    Instances = instances.Instances;
                    SizeFault ??= Fault(instances, instances.Instances.Length, 1);
                    break;
                case SemanticSegmentation semantic:
                    Classes = semantic.Classes;
                    SizeFault ??= Fault(semantic, semantic.Classes.Length, 1);
                    break;
                case DepthMap depth:
                    SizeFault ??= Fault(depth, depth.Meters.Length, 1);
                    break;
                case VectorMap vectors:
                    SizeFault ??= Fault(vectors, vectors.Values.Length, vectors.Channels);
                    break;
            }
        }
    }

    public FrameView Frame { get; }

    public ReadOnlySpan<ushort> Objects { get; }

    public ReadOnlySpan<float> Depth { get; }

    public ReadOnlySpan<float> Normals { get; }

    /// <summary>Of the annotation.</summary>
    public ReadOnlySpan<ushort> Instances { get; }

    /// <summary>Of the annotation.</summary>
    public ReadOnlySpan<byte> Classes { get; }

    /// <summary>A map that is not of the image's size, in a sentence.</summary>
    public string? SizeFault { get; }

    private string? Fault(Annotation map, int length, int channels) => length == Frame.Width * Frame.Height * channels
        ? null
        : $"The {map.Labeler} map has {length} numbers, not {Frame.Width} × {Frame.Height} × {channels}.";
}
