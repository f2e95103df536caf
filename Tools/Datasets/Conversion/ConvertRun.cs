using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Datasets.Yolo;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Commands;

namespace FewLabels.Sim.Tools.Datasets.Conversion;

/// <summary>Writes a dataset in another format. Image files keep their bytes where the format can hold them.</summary>
internal sealed class ConvertRun(ConvertRequest request, Terminal terminal)
{
    private const int AtOnce = 64;

    /// <summary>The column in which the target keeps each sample's old name, by which groups and faults are found again.</summary>
    private const string NameColumn = "converted.from";

    private readonly ConcurrentBag<SetAsideFrame> _setAside = [];
    private readonly DroppedLabels _dropped = new(request.To);
    private long _written;

    /// <exception cref="FewLabelsException">Anything that a user can act on.</exception>
    public ExitCode Run(CancellationToken cancellation)
    {
        var reader = request.SplitFile is null ? DatasetReaders.Open(request.Source, request.From, request.Split)
            : PartReader.Of(DatasetReaders.Open(request.Source, request.From), request.SplitFile, request.Split!);
        if (request.Split is null && DatasetReaders.Splits(request.Source, request.From) is { Count: > 1 } splits)
            terminal.Errors.WriteLine($"Its splits ({string.Join(", ", splits)}) become one; --split takes one of them");
        var listing = SourceListing.Of(reader, cancellation);
        if (listing.Samples == 0)
            throw new FewLabelsException("The dataset has no images", request.Source, "Check the path and, with --from, what it holds.");
        RefuseEarly(reader);
        using var writer = DatasetWriters.Create(request.To, request.Target, Plan(reader, listing), request.Resume);
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var progress = new DatasetProgress(terminal, "convert", listing.Samples);
            Write(reader, listing, writer, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            terminal.Errors.WriteLine($"Interrupted after {_written:N0} images; what is in {request.Target} is whole. The same command with --resume goes on.");
            return ExitCode.Interrupted;
        }
        writer.Complete(_setAside);
        return Conclude(listing, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Most datasets have the same labels throughout: what the first sample says is told before anything is written.</summary>
    private void RefuseEarly(IDatasetReader reader)
    {
        var first = reader.Samples().First();
        LabelledFrame frame;
        try
        {
            frame = first.Load();
        }
        catch (FewLabelsException) when (request.SkipErrors)
        {
            // It is told when its turn comes.
            return;
        }
        RefuseLoss(frame, first.Name);
        if ((request.To == CocoWriter.Format || request.To.StartsWith(YoloWriter.Format, StringComparison.Ordinal)) && !frame.Annotations.Any(annotation => annotation is BoundingBoxes2D or InstanceSegmentation or Keypoints))
            throw new FewLabelsException($"The dataset has no boxes, masks or keypoints, and labels of {request.To} are of objects", first.Name, "Choose a format with a class for each image: folder or webdataset.", ExitCode.WrongUsage);
    }

    private void RefuseLoss(LabelledFrame frame, string name)
    {
        if (!request.DropLabels && frame.Annotations.FirstOrDefault(annotation => _dropped.IsLost(annotation, frame.Annotations)) is { } lost)
            throw new FewLabelsException($"{request.To} has no place for {lost.Labeler}", name, $"Leave out what it can't hold with --drop-labels, or choose another of {string.Join(", ", DatasetWriters.Formats)}.", ExitCode.WrongUsage);
    }

    private DatasetPlan Plan(IDatasetReader reader, SourceListing listing) => new()
    {
        Scenario = Path.GetFileNameWithoutExtension(DatasetCommand.RealPath(request.Source)),
        Classes = reader.Classes,
        Width = 0,
        Height = 0,
        Steps = listing.Steps,
        Columns = [NameColumn],
        Producer = $"FewLabels.Sim {typeof(ConvertRun).Assembly.GetName().Version?.ToString(3)}",
        ConvertedFrom = $"{reader.Format} {Path.GetFileName(DatasetCommand.RealPath(request.Source))}{(request.Split is null ? "" : $", split {request.Split}")}{(request.SplitFile is null ? "" : $" of {Path.GetFileName(request.SplitFile)}")}",
        First = listing.First,
        Count = listing.Last - listing.First + 1,
    };

    private void Write(IDatasetReader reader, SourceListing listing, IDatasetWriter writer, DatasetProgress progress, CancellationToken cancellation)
    {
        var threads = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = request.Workers > 0 ? request.Workers : Environment.ProcessorCount };
        var done = 0L;
        foreach (var samples in reader.Samples().Index().Chunk(AtOnce))
        {
            try
            {
                Parallel.ForEach(samples, threads, sample => Write(sample.Item, listing.NumberOf(sample.Item, sample.Index), writer));
            }
            catch (AggregateException errors)
            {
                ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
            }
            progress.At(done += samples.Length);
        }
    }

    private void Write(DatasetSample sample, (long Index, int Step) number, IDatasetWriter writer)
    {
        if (writer.Contains(number.Index, number.Step))
            return;
        LabelledFrame frame;
        try
        {
            frame = sample.Load();
        }
        catch (FewLabelsException error) when (request.SkipErrors)
        {
            _setAside.Add(new(number.Index, Rejected: false, $"{error.What} ({sample.Name})"));
            return;
        }
        RefuseLoss(frame, sample.Name);
        writer.Write(frame with
        {
            Index = number.Index,
            Step = number.Step,
            Annotations = _dropped.Keep(frame.Annotations),
            // A name from an earlier conversion is the older one, and stays.
            Draws = frame.Draws.Any(draw => draw is { Column: NameColumn, Object: 0 }) ? frame.Draws : [new(NameColumn, 0, 0, sample.Name), .. frame.Draws],
        });
        Interlocked.Increment(ref _written);
    }

    private ExitCode Conclude(SourceListing listing, TimeSpan time)
    {
        var there = listing.Samples - _written - _setAside.Count;
        terminal.Errors.WriteLine($"{_written:N0} images in {request.Target}, {_written / Math.Max(1e-3, time.TotalSeconds):N0} a second{(there > 0 ? $"; {there:N0} were there already" : "")}");
        foreach (var (labeler, images) in _dropped.Images)
            terminal.Errors.WriteLine($"Warning: {labeler} of {images:N0} images is left out: {request.To} has no place for it");
        if (_setAside.IsEmpty)
            return ExitCode.Done;
        terminal.Errors.WriteLine($"Warning: {_setAside.Count:N0} images can't be read and were left out: see {Path.Combine(request.Target, "rejected.json")}");
        return _setAside.Count < listing.Samples ? ExitCode.Done : ExitCode.Failed;
    }
}
