using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.Semantics;

/// <summary>The class of each pixel.</summary>
public sealed class SemanticSegmentationLabeler : Labeler
{
    public override string Name => "semantic-segmentation";

    public override FrameBuffers Needs => FrameBuffers.Objects;

    /// <exception cref="InvalidOperationException">A seen instance's class is not in 0 to 254.</exception>
    public override Annotation Label(FrameView frame)
    {
        var classes = GC.AllocateUninitializedArray<byte>(frame.Width * frame.Height);
        using var instances = new ObjectInstances(frame.Scene);
        foreach (var run in new PixelRuns(frame.Objects.Span, frame.Width))
            classes.AsSpan(run.Start, run.Length).Fill(ClassOf(frame.Scene, instances[run]));
        return new SemanticSegmentation(Name, frame.Height, frame.Width, classes);
    }

    private static byte ClassOf(SceneSnapshot scene, int instance)
    {
        if (instance == 0)
            return SemanticSegmentation.Background;
        var classId = scene.Instances[instance - 1].ClassId;
        return classId is >= 0 and < SemanticSegmentation.Background
            ? (byte)classId
            : throw new InvalidOperationException($"Instance {instance} has class {classId}, but a class map holds 0 to {SemanticSegmentation.Background - 1}.");
    }
}
