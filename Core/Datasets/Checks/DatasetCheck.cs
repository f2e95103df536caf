using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Checks;

/// <summary>Reads every sample of a dataset and holds image, labels, card and table against each other.</summary>
/// <param name="reader">The dataset.</param>
/// <param name="whole">Are these all samples of it, and not one split? Then counts must agree too.</param>
public sealed class DatasetCheck(IDatasetReader reader, bool whole, DecodeLimits? limits = null)
{
    private const int AtOnce = 128;

    // Outlines and shares of the image, which YOLO's labels are, come back a pixel beside.
    private readonly LabelCheck _labels = new(reader.Classes.Count, IsOurs(reader.Origin) && !reader.Format.StartsWith("yolo", StringComparison.Ordinal));

    /// <summary>Samples that were read.</summary>
    public long Samples { get; private set; }

    /// <summary>Every fault, sample by sample.</summary>
    /// <param name="progress">Told how many samples are done.</param>
    /// <exception cref="FewLabelsException">The dataset can't be listed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<DatasetFault> Run(Action<long>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var name in reader.Classes.GroupBy(name => name).Where(group => group.Count() > 1))
            yield return new(FaultKind.Dataset, reader.Origin, $"The class '{name.Key}' is there {name.Count()} times.");
        var table = new TableCheck(reader.Origin);
        foreach (var fault in table.Read())
            yield return fault;
        var (names, frames) = (new HashSet<UInt128>(), new HashSet<(long, int)>());
        foreach (var samples in reader.Samples().Chunk(AtOnce))
        {
            var results = new List<DatasetFault>[samples.Length];
            try
            {
                Parallel.For(0, samples.Length, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i => results[i] = Check(samples[i], table));
            }
            catch (AggregateException errors)
            {
                ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
            }
            for (var i = 0; i < samples.Length; i++)
            {
                foreach (var fault in results[i])
                    yield return fault;
                if (!names.Add(ImageSignatures.ContentOf(Encoding.UTF8.GetBytes(samples[i].Name))))
                    yield return new(FaultKind.Dataset, samples[i].Name, "Two samples have this name.");
                if (!frames.Add((samples[i].Index, samples[i].Step)))
                    yield return new(FaultKind.Dataset, samples[i].Name, $"Another sample is image {samples[i].Index}, step {samples[i].Step}, too.");
            }
            Samples += samples.Length;
            progress?.Invoke(Samples);
        }
        if (whole)
        {
            foreach (var fault in table.Count(Samples))
                yield return fault;
        }
    }

    /// <summary>Did we write what lies here, and not convert it from what others wrote?</summary>
    private static bool IsOurs(string origin)
    {
        var path = Path.Combine(origin, DatasetCard.FileName);
        if (!File.Exists(path))
            return false;
        try
        {
            using var card = JsonDocument.Parse(File.ReadAllBytes(path));
            return card.RootElement.ValueKind == JsonValueKind.Object && card.RootElement.TryGetProperty("producer", out _) && !card.RootElement.TryGetProperty("converted-from", out _);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private List<DatasetFault> Check(DatasetSample sample, TableCheck table)
    {
        try
        {
            var frame = sample.Load(limits);
            var faults = _labels.FindFaults(frame).Select(fault => new DatasetFault(FaultKind.Label, sample.Name, fault)).ToList();
            if ((frame.Index, frame.Step, frame.ClassId) != (sample.Index, sample.Step, sample.ClassId))
                faults.Add(new(FaultKind.Label, sample.Name, $"It is listed as image {sample.Index}, step {sample.Step}, class {sample.ClassId}, and read as {frame.Index}, {frame.Step}, {frame.ClassId}."));
            if (table.Fault(frame, reader.Classes) is { } other)
                faults.Add(new(FaultKind.Label, sample.Name, other));
            return faults;
        }
        catch (FewLabelsException error)
        {
            return [new(FaultKind.Image, sample.Name, $"{error.What} ({error.Where}). {error.Remedy}")];
        }
    }
}
