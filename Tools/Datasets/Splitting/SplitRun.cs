using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Tools.Datasets.Splitting;

/// <summary>Makes a split, writes it, and looks at what came out.</summary>
internal static class SplitRun
{
    /// <exception cref="FewLabelsException">The dataset can't be read or has too few samples, or the file can't be written.</exception>
    public static SplitResult Run(SplitRequest request)
    {
        var reader = DatasetReaders.Open(request.Path, request.Format, request.Split);
        var table = SampleTable.Read(reader, request.Group);
        var names = request.Parts.Select(part => part.Name).ToArray();
        // Without parts all samples are one, which nobody writes down.
        var partOf = names.Length > 0 ? StratifiedSplit.Of(table, request.Parts, request.Seed) : new int[table.Count];
        var picks = request.Labels.IsNone ? [] : Pick(reader, table, partOf, request);
        var labelled = picks.Select(pick => pick.Sample).ToHashSet();
        SplitFile.Write(request.Out, reader.Samples(), reader.Classes,
            names.Length == 0 ? null : place => partOf[place] >= 0 ? names[partOf[place]] : null, request.Labels.IsNone ? null : labelled.Contains);
        return new(table, names, partOf, picks)
        {
            Shortages = FewLabelPick.Shortages(table, picks),
            Leaks = names.Length < 2 ? null : SplitLeaks.Find([.. names.Select((name, part) => (name, PartReader.Of(reader, partOf, part).Samples()))], request.Group, request.CheckImages),
        };
    }

    // The first part as a dataset of its own, and its picks as places in the whole.
    private static IReadOnlyList<FewLabel> Pick(IDatasetReader reader, SampleTable table, int[] partOf, SplitRequest request)
    {
        var places = Enumerable.Range(0, table.Count).Where(place => partOf[place] == 0).ToArray();
        var first = SampleTable.Of(PartReader.Of(reader, partOf, 0).Samples(), reader.Classes, reader.Origin, request.Group);
        return [.. FewLabelPick.Of(first, request.Labels, request.Seed).Select(pick => pick with { Sample = places[pick.Sample] })];
    }
}
