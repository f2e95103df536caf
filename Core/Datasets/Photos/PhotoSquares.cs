using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Photos;

/// <summary>Decodes listed photos on all processors and hands them out in order; so many are under way that nobody waits, and no more.</summary>
internal static class PhotoSquares
{
    // A task for each photo would cost small ones a few percent.
    private const int Batch = 16;

    public readonly record struct Read(Image? Square, FewLabelsException? Refusal);

    public static IEnumerable<Read> Of(IEnumerable<ListedPhoto> photos, int size, int channels, DecodeLimits limits)
    {
        var ahead = 3 * Environment.ProcessorCount;
        var underWay = new Queue<Task<Read[]>>(ahead);
        foreach (var batch in photos.Chunk(Batch))
        {
            if (underWay.Count == ahead)
            {
                foreach (var read in underWay.Dequeue().GetAwaiter().GetResult())
                    yield return read;
            }
            underWay.Enqueue(Task.Run(() => Array.ConvertAll(batch, Decode)));
        }
        while (underWay.TryDequeue(out var batch))
        {
            foreach (var read in batch.GetAwaiter().GetResult())
                yield return read;
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
