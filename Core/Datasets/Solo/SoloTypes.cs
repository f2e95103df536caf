using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>The <c>@type</c> of each thing in a SOLO dataset: Unity's where it has one, our own beside it.</summary>
internal static class SoloTypes
{
    public const string Unity = "type.unity.com/unity.solo.";
    public const string Ours = "type.fewlabels.sim/";

    public const string Camera = Unity + "RGBCamera";
    public const string Generic = Unity + "GenericMetric";
    public const string RenderedObjectInfo = Unity + "RenderedObjectInfoMetric";
    public const string Draws = Ours + "RandomizerDrawsMetric";

    /// <summary>The last word of a <c>@type</c>, whoever's it is: <c>BoundingBox2DAnnotation</c>.</summary>
    public static string NameOf(JsonPlace typed) => NameOf(typed.Get("@type").Text());

    public static string NameOf(string type) => type[(type.LastIndexOfAny(['.', '/']) + 1)..];

    /// <summary>Is it a metric of the frame, and no annotation of the capture?</summary>
    public static bool IsMetric(Annotation annotation) => annotation is ObjectCounts or Occlusion or SceneMetadata;

    /// <exception cref="FewLabelsException">The format has no place for it.</exception>
    public static string Of(Annotation annotation) => Find(annotation) ?? throw new FewLabelsException($"SOLO has no place for {annotation.GetType().Name}", annotation.Labeler,
        "A labeler returns one of the annotations of FewLabels.Sim.Core.Annotations; leave this one out with --labelers.", ExitCode.WrongUsage);

    /// <summary>Null where the format has no place for it.</summary>
    public static string? Find(Annotation annotation) => annotation switch
    {
        BoundingBoxes2D { Amodal: false } => Unity + "BoundingBox2DAnnotation",
        BoundingBoxes2D => Ours + "AmodalBoundingBox2DAnnotation",
        BoundingBoxes3D => Unity + "BoundingBox3DAnnotation",
        SemanticSegmentation => Unity + "SemanticSegmentationAnnotation",
        InstanceSegmentation => Unity + "InstanceSegmentationAnnotation",
        Keypoints => Unity + "KeypointAnnotation",
        DepthMap => Unity + "DepthAnnotation",
        VectorMap { Kind: VectorMapKind.CameraNormals } => Unity + "NormalAnnotation",
        VectorMap { Kind: VectorMapKind.CameraPositions } => Unity + "PixelPositionAnnotation",
        VectorMap => Ours + "OpticalFlowAnnotation",
        CameraCapture => Ours + "CameraAnnotation",
        ObjectCounts => Unity + "ObjectCountMetric",
        Occlusion => Unity + "OcclusionMetric",
        SceneMetadata => Ours + "SceneMetadataMetric",
        _ => null,
    };

    public static string Describe(Annotation annotation) => annotation switch
    {
        BoundingBoxes2D { Amodal: false } => "Tight boxes about what is seen of each instance, in pixels from the top left",
        BoundingBoxes2D => "Boxes about each instance inside the frame as if nothing stood before it, in pixels from the top left",
        BoundingBoxes3D => "Oriented boxes about each instance that is seen, in camera space, metres",
        SemanticSegmentation => "The class of each pixel as a colour",
        InstanceSegmentation => "The instance of each pixel as a colour",
        Keypoints => "Named points of each instance",
        DepthMap { Range: false } => "Metres along the camera's forward axis; 0 where nothing is",
        DepthMap => "Metres along each pixel's ray; 0 where nothing is",
        VectorMap { Kind: VectorMapKind.CameraNormals } => "Unit normals in camera space: x right, y up, z forward",
        VectorMap { Kind: VectorMapKind.CameraPositions } => "Points in camera space, metres: x right, y up, z forward",
        VectorMap => "Pixels that the surface moves until the next step: x right, y down",
        CameraCapture => "The camera's intrinsics in pixels from the top left",
        ObjectCounts => "How many instances of each class are seen",
        Occlusion => "How much of each instance is seen",
        _ => "What stood in the scene, in world space",
    };
}
