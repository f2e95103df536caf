using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Pixels;

namespace FewLabels.Sim.Renderer.Labelers.ObjectCount;

/// <summary>How many instances of each class are seen.</summary>
public sealed class ObjectCountLabeler : Labeler
{
    private readonly int _classes;

    /// <param name="classes">The dataset's classes, in label order.</param>
    public ObjectCountLabeler(IReadOnlyList<string> classes) => _classes = classes.Count;

    public override string Name => "object-count";

    public override FrameBuffers Needs => FrameBuffers.Objects;

    /// <exception cref="InvalidOperationException">A seen instance's class is not among the dataset's.</exception>
    public override Annotation Label(FrameView frame)
    {
        using var seen = SeenObjects.Of(frame);
        var counts = new int[_classes];
        for (var id = seen.NextAfter(0); id != 0; id = seen.NextAfter(id))
        {
            var classId = frame.Scene.Instances[id - 1].ClassId;
            if (classId < 0 || classId >= _classes)
                throw new InvalidOperationException($"Instance {id} has class {classId}, but the dataset has {_classes} classes.");
            counts[classId]++;
        }
        return new ObjectCounts(Name, counts);
    }
}
