using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>One part of a dataset as a dataset: the same samples under the same names, as far as they are in the part.</summary>
public sealed class PartReader : IDatasetReader, ISeparateLabels
{
    private readonly IDatasetReader _whole;
    private readonly Func<IEnumerable<DatasetSample>, IEnumerable<DatasetSample>> _choose;

    private PartReader(IDatasetReader whole, Func<IEnumerable<DatasetSample>, IEnumerable<DatasetSample>> choose) => (_whole, _choose) = (whole, choose);

    public string Origin => _whole.Origin;

    public string Format => _whole.Format;

    public IReadOnlyList<string> Classes => _whole.Classes;

    /// <summary>The samples that a split file puts into a part. Coming to the end of them says whether the file fits the dataset.</summary>
    /// <exception cref="FewLabelsException">The file can't be read, or has no such part.</exception>
    public static PartReader Of(IDatasetReader whole, string splitFile, string part)
    {
        var file = SplitFile.Read(splitFile);
        if (!file.Parts.Contains(part))
            throw new FewLabelsException($"The split file has no part '{part}'", splitFile,
                file.Parts.Count == 0 ? "It has no column 'part': it is a list." : $"Its parts: {string.Join(", ", file.Parts)}{NearestName.Suggest(part, file.Parts)}.", ExitCode.WrongUsage);
        return new(whole, samples => file.Choose(samples, whole, part));
    }

    /// <summary>The samples that a split puts into a part.</summary>
    /// <param name="whole">The dataset.</param>
    /// <param name="partOf">The part of each of its samples, as <see cref="StratifiedSplit"/> gives it.</param>
    /// <param name="part">The part's number.</param>
    public static PartReader Of(IDatasetReader whole, int[] partOf, int part) => new(whole, samples => samples.Where((_, place) => partOf[place] == part));

    public IEnumerable<DatasetSample> Samples() => _choose(_whole.Samples());

    IEnumerable<DatasetSample> ISeparateLabels.Unlabelled() => _choose(_whole is ISeparateLabels separate ? separate.Unlabelled() : _whole.Samples());
}
