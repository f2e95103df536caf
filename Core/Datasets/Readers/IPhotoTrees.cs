namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A reader whose images, labels aside, are whatever lies below some folders.</summary>
internal interface IPhotoTrees
{
    /// <summary>Paths of folders that exist, in order.</summary>
    IReadOnlyList<string> Roots { get; }
}
