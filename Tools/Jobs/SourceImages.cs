using System.Diagnostics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Adaptation.Confusion;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>A job's labelled source: images to train on, and others to measure on.</summary>
/// <param name="Train">To train on.</param>
/// <param name="HeldOut">To measure on, never trained on.</param>
/// <param name="Shown">What people may look at: those to train on where they lie in memory, else those held out.</param>
/// <param name="Origin">Where they come from, and what rendered them.</param>
internal sealed record SourceImages(ILabelledSource Train, LabelledImages HeldOut, LabelledImages Shown, string Origin) : IDisposable
{
    /// <summary>Of a folder at most one image in so many is held out, so that a small one still has something to learn from.</summary>
    private const int HeldOutShare = 5;

    /// <summary>Their classes, known before anything is rendered or read.</summary>
    public static IReadOnlyList<string> ClassesOf(SourceSpec spec)
    {
        if (spec.Dataset is { } dataset)
            return dataset.OpenSplit().Classes;
        var scenario = spec.Scenario!.Create();
        // Its classes may hang on its settings and files.
        scenario.Start();
        return scenario.Classes;
    }

    /// <summary>Renders or reads them, and says so in events.</summary>
    public static SourceImages Load(SourceSpec spec, long seed, IEventSink events, CancellationToken cancellation)
    {
        if (spec.Dataset is { } dataset)
            return Read(spec, dataset, seed, events);
        var scenario = spec.Scenario!.Create();
        var renderer = new FrameRenderer(scenario, new FrameOptions { Size = spec.Size, Channels = spec.Channels, Seed = seed, Labelers = [new BoundingBoxes2DLabeler()] });
        try
        {
            return spec.Live ? RenderLive(spec, renderer, events, cancellation) : RenderAll(spec, renderer, events, cancellation);
        }
        finally
        {
            if (!spec.Live)
                renderer.Dispose();
        }
    }

    /// <summary>Ends a renderer at work.</summary>
    public void Dispose() => (Train as IDisposable)?.Dispose();

    private static SourceImages RenderAll(SourceSpec spec, FrameRenderer renderer, IEventSink events, CancellationToken cancellation)
    {
        var all = Render(spec, renderer, 0, spec.Count + spec.HeldOut, events, cancellation);
        var (train, heldOut) = (Part(0, spec.Count), Part(spec.Count, spec.HeldOut));
        var origin = $"{renderer.Scenario.Name}, rendered by {renderer.DeviceName}";
        return new(new LabelledStackSource(train, origin), heldOut, train, origin);

        LabelledImages Part(int from, int count) => all.Take([.. Enumerable.Range(from, count)]);
    }

    private static SourceImages RenderLive(SourceSpec spec, FrameRenderer renderer, IEventSink events, CancellationToken cancellation)
    {
        try
        {
            var heldOut = Render(spec, renderer, LiveRenders.HeldOutFirst, spec.HeldOut, events, cancellation);
            var live = new LiveRenders(renderer, events);
            return new(live, heldOut, heldOut, live.Origin);
        }
        catch
        {
            renderer.Dispose();
            throw;
        }
    }

    private static LabelledImages Render(SourceSpec spec, FrameRenderer renderer, long first, int total, IEventSink events, CancellationToken cancellation)
    {
        var scenario = renderer.Scenario;
        var stride = spec.Size * spec.Size * spec.Channels;
        if ((long)total * stride > Array.MaxLength)
            throw new FewLabelsException($"{total:N0} images of {spec.Size}×{spec.Size} pixels are more than memory holds in one piece", scenario.Name, "Take a smaller size or fewer images.", ExitCode.WrongUsage);
        var pixels = new byte[total * stride];
        var labels = new byte[total];
        var start = Stopwatch.GetTimestamp();
        var done = 0;
        // Images that are set aside are made up for by later ones.
        for (var next = first; done < total;)
        {
            var (wanted, before) = (total - done, done);
            string? reason = null;
            foreach (var batch in renderer.Render(next, wanted, cancellation))
            {
                batch.Images.Pixels.CopyTo(pixels.AsSpan(done * stride));
                batch.Labels.CopyTo(labels, done);
                done += batch.Count;
                reason ??= batch.Rejected.Select(frame => $"image {frame.Index}: {frame.Reason}").FirstOrDefault();
                if (batch.Count > 0)
                    events.Publish(Describe(batch));
                events.Publish(new Progress { Task = "render", Done = done, Total = total, PerSecond = done / Stopwatch.GetElapsedTime(start).TotalSeconds });
            }
            if (done == before)
                throw new FewLabelsException($"None of {wanted:N0} images passes the self-check; {reason}", scenario.Name, "Look at some with 'fewlabels render --preview', and mend the scenario.");
            if (done < total)
                events.Publish(new Warning { Text = $"{total - done:N0} images of {scenario.Name} were set aside and are made up for; {reason}" });
            next += wanted;
        }
        return new(new(total, spec.Size, spec.Size, spec.Channels, pixels), labels, scenario.Classes);
    }

    /// <summary>A batch of frames as an event.</summary>
    public static FrameRendered Describe(FrameBatch batch) => new()
    {
        First = batch.Indices[0],
        Size = batch.Images.Width,
        Labels = batch.Labels,
        Boxes = [.. Enumerable.Range(0, batch.Count).SelectMany(i => batch.Annotation<BoundingBoxes2D>(i).Boxes is [var box, ..] ? new[] { box.X, box.Y, box.Width, box.Height } : [0, 0, 0, 0])],
        Parameters = [.. batch.Draws.Columns.Select(column => column.Name)],
        Choices = [.. batch.Draws.Columns.Select(column => column.Choices?.ToArray())],
        Values = MemoryMarshal.AsBytes(batch.Draws.Values.AsSpan()).ToArray(),
        ObjectImages = [.. batch.ObjectDraws.SelectMany((draws, image) => draws.Select(_ => image))],
        ObjectNumbers = [.. batch.ObjectDraws.SelectMany(draws => draws.Select(draw => draw.Object))],
        ObjectColumns = [.. batch.ObjectDraws.SelectMany(draws => draws.Select(draw => draw.Column))],
        ObjectValues = MemoryMarshal.AsBytes(batch.ObjectDraws.SelectMany(draws => draws.Select(draw => draw.Value)).ToArray().AsSpan()).ToArray(),
        AllBoxes = [.. Enumerable.Range(0, batch.Count).SelectMany(i => batch.Annotation<BoundingBoxes2D>(i).Boxes
            .SelectMany(box => new[] { i, box.InstanceId, box.ClassId, box.X, box.Y, box.Width, box.Height }))],
        Indices = batch.Indices[^1] - batch.Indices[0] == batch.Count - 1 ? [] : batch.Indices,
        Height = batch.Images.Height,
    };

    // Whole groups are held out, so that nothing is measured on the twin of what was trained on.
    private static SourceImages Read(SourceSpec spec, DatasetSpec dataset, long seed, IEventSink events)
    {
        var reader = dataset.OpenSplit();
        var table = SampleTable.Read(reader, dataset.Group);
        if (table.Count < HeldOutShare * DomainProbe.FewestSamples)
            throw new FewLabelsException($"The source has {table.Count} images", dataset.Path,
                $"Give at least {HeldOutShare * DomainProbe.FewestSamples}: one in {HeldOutShare} is held out to measure on.");
        var heldOut = Math.Min(spec.HeldOut, Math.Max(table.Count / HeldOutShare, DomainProbe.FewestSamples + 2));
        var train = Math.Min(spec.Count, table.Count - heldOut);
        SplitPart[] parts = [new("train", (double)train / table.Count), new("held-out", (double)heldOut / table.Count)];
        var partOf = StratifiedSplit.Of(table, parts, seed);
        var (learned, measured) = (Part(0), Part(1).ReadLabelled(dataset.Split));
        if ((long)train * spec.Size * spec.Size * spec.Channels > dataset.Cache && learned.ListLabelled(dataset.Split) is { } listed)
            return new(new LabelledFileSource(listed, new() { CacheBytes = dataset.Cache, Strict = dataset.Photos.Strict, Events = events }), measured, measured, $"{dataset.Path}, decoded while training");
        var images = learned.ReadLabelled(dataset.Split);
        return new(new LabelledStackSource(images, dataset.Path), measured, images, dataset.Path);

        DatasetPhotos Part(int part)
        {
            if (partOf.Count(one => one == part) < DomainProbe.FewestSamples)
                throw new FewLabelsException($"Of the source's {table.GroupCount} groups {(part == 0 ? "too few are left to train on" : "none can be held out")}", dataset.Place,
                    "Tell smaller groups apart, or give more images.");
            return new DatasetPhotos(PartReader.Of(reader, partOf, part), spec.Size, spec.Channels, dataset.Crop, photos: dataset.Photos);
        }
    }
}
