namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary>What the lines of a YOLO dataset say; a dataset is of one task, since the same line would mean another thing in another.</summary>
public enum YoloTask
{
    /// <summary>Class and box.</summary>
    Detect,

    /// <summary>Class and outline.</summary>
    Segment,

    /// <summary>Class, box and keypoints.</summary>
    Pose,
}
