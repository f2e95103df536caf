using System.Diagnostics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Adaptation.Confusion;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
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
        if (spec.Scenario is null)
            return Folder(spec).Classes("train");
        var scenario = spec.Scenario.Create();
        // Its classes may hang on its settings and files.
        scenario.Start();
        return scenario.Classes;
    }

    /// <summary>Renders or reads them, and says so in events.</summary>
    public static SourceImages Load(SourceSpec spec, long seed, IEventSink events, CancellationToken cancellation) =>
        spec.Scenario is not null ? Render(spec, seed, events, cancellation) : Read(spec, seed);

    private static SourceImages Render(SourceSpec spec, long seed, IEventSink events, CancellationToken cancellation)
    {
        var scenario = spec.Scenario!.Create();
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = spec.Size, Channels = 1, Seed = seed, Labelers = [new BoundingBoxes2DLabeler()] });
        var total = spec.Count + spec.HeldOut;
        var stride = spec.Size * spec.Size;
        var pixels = new byte[(long)total * stride];
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
            new(new(count, spec.Size, spec.Size, 1, pixels.AsSpan(from * stride, count * stride).ToArray()), labels.AsSpan(from, count).ToArray(), scenario.Classes);
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

    private static DatasetPhotos Folder(SourceSpec spec) => new(spec.Folder!, spec.Size, 1);

    private static SourceImages Read(SourceSpec spec, long seed)
    {
        var all = Folder(spec).ReadLabelled("train");
        if (all.Count < HeldOutShare * DomainProbe.FewestSamples)
            throw new FewLabelsException($"The source has {all.Count} images", spec.Folder!,
                $"Give at least {HeldOutShare * DomainProbe.FewestSamples}: one in {HeldOutShare} is held out to measure on.");
        var order = Enumerable.Range(0, all.Count).ToArray();
        StreamKey.Of(seed).With("held-out").Open().Shuffle(order.AsSpan());
        var heldOut = Math.Min(spec.HeldOut, all.Count / HeldOutShare);
        return new(all.Take(order.AsSpan(heldOut, Math.Min(spec.Count, all.Count - heldOut))), all.Take(order.AsSpan(0, heldOut)), spec.Folder!);
    }
}
