using FewLabels.Sim.Core.Datasets.Readers;

namespace FewLabels.Sim.Tools.Datasets.Conversion;

/// <summary>What must be known of a dataset before its first frame is written: how many there are, and whether their numbers can stand.</summary>
/// <param name="Samples">How many it lists.</param>
/// <param name="First">The least index.</param>
/// <param name="Last">The largest index.</param>
/// <param name="Steps">Of the longest sequence.</param>
/// <param name="Numbered">Are index and step of each sample its own? If not, samples are numbered by their places.</param>
internal sealed record SourceListing(long Samples, long First, long Last, int Steps, bool Numbered)
{
    /// <summary>More digits than file names are made for.</summary>
    private const long MostIndex = 1_000_000_000_000;

    public static SourceListing Of(IDatasetReader reader, CancellationToken cancellation)
    {
        var (samples, first, last, steps, own) = (0L, long.MaxValue, 0L, 1, true);
        var seen = new HashSet<(long, int)>();
        foreach (var sample in reader.Samples())
        {
            cancellation.ThrowIfCancellationRequested();
            samples++;
            own = own && sample.Index is >= 0 and < MostIndex && sample.Step is >= 0 and < 1000 && seen.Add((sample.Index, sample.Step));
            (first, last, steps) = (Math.Min(first, sample.Index), Math.Max(last, sample.Index), Math.Max(steps, sample.Step + 1));
        }
        return own && samples > 0 ? new(samples, first, last, steps, true) : new(samples, 0, Math.Max(0, samples - 1), 1, false);
    }

    /// <summary>What a sample is written as.</summary>
    /// <param name="place">Its place in the listing.</param>
    public (long Index, int Step) NumberOf(DatasetSample sample, long place) => Numbered ? (sample.Index, sample.Step) : (place, 0);
}
