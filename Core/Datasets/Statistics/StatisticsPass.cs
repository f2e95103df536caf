using System.Runtime.ExceptionServices;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>Goes through a dataset once and gathers its statistics. The same dataset gives the same figures on any number of threads.</summary>
public static class StatisticsPass
{
    /// <summary>Measured together: enough that threads seldom wait for the slowest image.</summary>
    private const int AtOnce = 256;

    /// <param name="reader">The dataset.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told how many samples are done.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FewLabelsException">The dataset can't be listed or, if strict, an image can't be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DatasetStatistics Run(IDatasetReader reader, StatisticsOptions options, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        var statistics = new DatasetStatistics(reader.Classes);
        var threads = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = options.Workers > 0 ? options.Workers : Environment.ProcessorCount };
        var done = 0L;
        foreach (var samples in reader.Samples().Chunk(AtOnce))
        {
            var measured = new (SampleMeasurement? Sample, string? Reason)[samples.Length];
            try
            {
                Parallel.For(0, samples.Length, threads, i => measured[i] = Measure(samples[i], options));
            }
            catch (AggregateException errors)
            {
                // The first bad file is enough to act on.
                ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
            }
            for (var i = 0; i < samples.Length; i++)
            {
                if (measured[i].Sample is { } sample)
                    statistics.Add(sample);
                else
                    statistics.AddUnreadable(samples[i].Name, measured[i].Reason!);
            }
            progress?.Invoke(done += samples.Length);
        }
        return statistics;
    }

    private static (SampleMeasurement?, string?) Measure(DatasetSample sample, StatisticsOptions options)
    {
        try
        {
            return (SampleMeasurement.Of(sample, options.Side, options.Limits), null);
        }
        catch (FewLabelsException error) when (!options.Strict)
        {
            return (null, $"{error.What} ({error.Where})");
        }
    }
}
