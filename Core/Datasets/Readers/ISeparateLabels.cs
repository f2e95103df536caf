namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A reader whose images can be listed without opening any file of labels.</summary>
internal interface ISeparateLabels
{
    /// <summary>Every image as a sample without class; only its image may be asked of it.</summary>
    IEnumerable<DatasetSample> Unlabelled();
}
