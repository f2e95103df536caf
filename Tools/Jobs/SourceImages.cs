using System.Diagnostics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Adaptation.Confusion;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>A job's labelled source: images to train on, and others to measure on.</summary>
/// <param name="Train">To train on.</param>
/// <param name="HeldOut">To measure on, never trained on.</param>
/// <param name="Origin">Where they come from, and what rendered them.</param>
internal sealed record SourceImages(LabelledImages Train, LabelledImages HeldOut, string Origin)
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
    public static SourceImages Load(SourceSpec spec, long seed, IEventSink events, CancellationToken cancellation) =>
        spec.Dataset is { } dataset ? Read(spec, dataset, seed) : Render(spec, seed, events, cancellation);

    private static SourceImages Render(SourceSpec spec, long seed, IEventSink events, CancellationToken cancellation)
    {
        var scenario = spec.Scenario!.Create();
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = spec.Size, Channels = spec.Channels, Seed = seed, Labelers = [new BoundingBoxes2DLabeler()] });
        var total = spec.Count + spec.HeldOut;
        var stride = spec.Size * spec.Size * spec.Channels;
        if ((long)total * stride > Array.MaxLength)
            throw new FewLabelsException($"{total:N0} images of {spec.Size}×{spec.Size} pixels are more than memory holds in one piece", scenario.Name, "Take a smaller size or fewer images.", ExitCode.WrongUsage);
        var pixels = new byte[total * stride];
        var labels = new byte[total];
        var start = Stopwatch.GetTimestamp();
        var done = 0;
        // Images that are set aside are made up for by later ones.
        for (var next = 0L; done < total;)
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
        LabelledImages Part(int from, int count) =>
            new(new(count, spec.Size, spec.Size, spec.Channels, pixels.AsSpan(from * stride, count * stride).ToArray()), labels.AsSpan(from, count).ToArray(), scenario.Classes);
        return new(Part(0, spec.Count), Part(spec.Count, spec.HeldOut), $"{scenario.Name}, rendered by {renderer.DeviceName}");
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
    private static SourceImages Read(SourceSpec spec, DatasetSpec dataset, long seed)
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
        return new SourceImages(Part(0), Part(1), dataset.Path);

        LabelledImages Part(int part)
        {
            if (partOf.Count(one => one == part) < DomainProbe.FewestSamples)
                throw new FewLabelsException($"Of the source's {table.GroupCount} groups {(part == 0 ? "too few are left to train on" : "none can be held out")}", dataset.Place,
                    "Tell smaller groups apart, or give more images.");
            return new DatasetPhotos(PartReader.Of(reader, partOf, part), spec.Size, spec.Channels, dataset.Crop).ReadLabelled(dataset.Split);
        }
    }
}
