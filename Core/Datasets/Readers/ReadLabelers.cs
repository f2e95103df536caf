namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>What annotations are called that come from formats without names for them: as the renderer's own labelers are.</summary>
internal static class ReadLabelers
{
    public const string Boxes = "bounding-box-2d";
    public const string AmodalBoxes = "bounding-box-2d-amodal";
    public const string Occlusion = "occlusion";
    public const string Instances = "instance-segmentation";
    public const string Semantic = "semantic-segmentation";
    public const string Keypoints = "keypoints";
}
