using System.Diagnostics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Photos;

/// <summary>Decodes listed photos on all processors and hands them out in order; so many are under way that nobody waits, and no more.</summary>
internal static class PhotoSquares
{
    // A task each would cost small photos a few percent, and many large ones in a task would leave processors without any at the end: tasks are to take milliseconds.
    private const int MostInTask = 64;
    private const double ShortTask = 2, LongTask = 20;

    public readonly record struct Read(Image? Square, FewLabelsException? Refusal);

    public static IEnumerable<Read> Of(IEnumerable<ListedPhoto> photos, int size, int channels, DecodeLimits limits)
    {
        var (ahead, inTask) = (4 * Environment.ProcessorCount, 1);
        var underWay = new Queue<Task<(Read[] Photos, double Milliseconds)>>(ahead);
        var next = new List<ListedPhoto>(MostInTask);
        foreach (var photo in photos)
        {
            next.Add(photo);
            if (next.Count < inTask)
                continue;
            if (underWay.Count == ahead)
            {
                var (read, milliseconds) = underWay.Dequeue().GetAwaiter().GetResult();
                foreach (var one in read)
                    yield return one;
                inTask = milliseconds < ShortTask ? Math.Min(2 * inTask, MostInTask) : milliseconds > LongTask ? Math.Max(1, inTask / 2) : inTask;
            }
            Start();
        }
        if (next.Count > 0)
            Start();
        while (underWay.TryDequeue(out var task))
        {
            foreach (var one in task.GetAwaiter().GetResult().Photos)
                yield return one;
        }

        void Start()
        {
            var batch = next.ToArray();
            next.Clear();
            underWay.Enqueue(Task.Run(() =>
            {
                var start = Stopwatch.GetTimestamp();
                return (Array.ConvertAll(batch, Decode), Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }));
        }

        Read Decode(ListedPhoto photo)
        {
            try
            {
                return photo.Refusal is null ? new(ImageCodec.ReadSquare(photo.Path, size, channels, limits), null) : new(null, photo.Refusal);
            }
            catch (FewLabelsException refusal) when (refusal.Reason is ImageFault)
            {
                return new(null, refusal);
            }
        }
    }
}
