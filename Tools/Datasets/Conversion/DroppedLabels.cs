using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Writers;

namespace FewLabels.Sim.Tools.Datasets.Conversion;

/// <summary>The labels that a format has no place for: what kinds, and of how many images.</summary>
/// <param name="format">The format that is written.</param>
internal sealed class DroppedLabels(string format)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _images = new(StringComparer.Ordinal);

    /// <summary>Images by kind of label.</summary>
    public IReadOnlyDictionary<string, long> Images => _images;

    /// <summary>The labels of a frame that can be written.</summary>
    public IReadOnlyList<Annotation> Keep(IReadOnlyList<Annotation> annotations)
    {
        if (annotations.All(annotation => HasPlace(annotation, annotations)))
            return annotations;
        foreach (var annotation in annotations.Where(annotation => IsLost(annotation, annotations)))
        {
            lock (_lock)
                _images[annotation.Labeler] = _images.GetValueOrDefault(annotation.Labeler) + 1;
        }
        return [.. annotations.Where(annotation => HasPlace(annotation, annotations))];
    }

    /// <summary>Would something be lost? A list without entries says nothing that is not said by its absence.</summary>
    /// <param name="all">Of its frame.</param>
    public bool IsLost(Annotation annotation, IReadOnlyList<Annotation> all) => !HasPlace(annotation, all) && annotation switch
    {
        BoundingBoxes2D list => list.Boxes.Count > 0,
        BoundingBoxes3D list => list.Boxes.Count > 0,
        Keypoints list => list.Instances.Count > 0,
        Occlusion list => list.Instances.Count > 0,
        InstanceSegmentation map => map.Seen.Count > 0,
        SceneMetadata scene => scene.Instances.Count > 0 || scene.Lights.Count > 0,
        _ => true,
    };

    /// <summary>Does the format keep it? A task of YOLO takes boxes from masks where there are no boxes, and else passes masks over.</summary>
    private bool HasPlace(Annotation annotation, IReadOnlyList<Annotation> all) => DatasetWriters.Holds(format, annotation) && format switch
    {
        "yolo-detect" => annotation is BoundingBoxes2D || annotation is InstanceSegmentation && !HasBoxes(all),
        "yolo-segment" => annotation is not Keypoints,
        "yolo-pose" => annotation is not InstanceSegmentation || !HasBoxes(all),
        _ => true,
    };

    private static bool HasBoxes(IReadOnlyList<Annotation> all) => all.Any(annotation => annotation is BoundingBoxes2D { Amodal: false });
}
