using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Batches;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>A job's photos without labels.</summary>
/// <param name="Train">To train on: in memory, or on disk where they are more than the job's cache.</param>
/// <param name="Shown">Some of them, or all, for people to look at.</param>
/// <param name="Origin">Where they come from.</param>
internal sealed record TargetImages(IImageSource Train, ImageStack Shown, string Origin)
{
    /// <summary>Of photos that stay on disk so many are decoded to be looked at.</summary>
    private const int MostShown = 400;

    /// <summary>Reads or lists them, and says in events what is left out.</summary>
    public static TargetImages Load(DatasetSpec spec, DatasetPhotos set, IEventSink events)
    {
        if (set.ListUnlabelled(spec.Split) is { } listed && (long)listed.Count * listed.Size * listed.Size * listed.Channels > spec.Cache)
        {
            Tell(listed.Skipped, set.Origin, events);
            var source = new FileSource(listed, new() { CacheBytes = spec.Cache, Strict = spec.Photos.Strict, Events = events });
            return new(source, Some(source, listed.Count), $"{set.Origin}, decoded while training");
        }
        var photos = set.ReadUnlabelled(spec.Split);
        Tell(photos.Skipped, set.Origin, events);
        return new(new StackSource(photos.Images, set.Origin), photos.Images, set.Origin);
    }

    private static void Tell(SkippedPhotos skipped, string origin, IEventSink events)
    {
        if (skipped.Count > 0)
            events.Publish(new Warning { Text = $"{origin}: {skipped}" });
    }

    private static ImageStack Some(FileSource source, long all)
    {
        var count = (int)Math.Min(all, MostShown);
        var pixels = new byte[count * source.Shape.Bytes];
        source.Read([.. Enumerable.Range(0, count).Select(i => i * all / count)], pixels, CancellationToken.None);
        return new(count, source.Shape.Height, source.Shape.Width, source.Shape.Channels, pixels);
    }
}
