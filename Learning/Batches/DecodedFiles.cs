using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>
/// Image files as bytes: decoded when asked for, on the asking thread, and kept until the cache is full. What went in first stays, since an epoch asks for every image once:
/// throwing out the oldest would throw out what comes back soonest. A file that can't be read any more is stood for by the next that can, with a warning.
/// </summary>
internal sealed class DecodedFiles
{
    /// <summary>So many bad files are told by name, later ones by their number.</summary>
    private const int MostNamed = 5;

    /// <summary>Of a small set so many may go bad, of a large one a hundredth: beyond that it is the disk, and not a file.</summary>
    private const int FewestTolerated = 10;

    private readonly FileSourceOptions _options;
    private readonly string _origin;
    private readonly Func<int, byte[]> _decode;
    private readonly byte[]?[] _kept;
    private readonly int _stride;
    private readonly ConcurrentDictionary<int, FewLabelsException> _bad = new();
    private long _free;

    public DecodedFiles(string origin, int count, int stride, Func<int, byte[]> decode, FileSourceOptions options)
    {
        (_origin, _stride, _decode, _options) = (origin, stride, decode, options);
        (_kept, _free) = (new byte[count][], options.CacheBytes);
    }

    /// <summary>Bytes of pixels that are kept.</summary>
    public long CachedBytes => _options.CacheBytes - Math.Max(0, Interlocked.Read(ref _free));

    /// <summary>Writes the pixels of an image, or of the one that stands for it.</summary>
    /// <returns>Which it is.</returns>
    public int Read(int index, Span<byte> pixels, CancellationToken cancellation)
    {
        for (var tried = 0; tried < _kept.Length; tried++, index = (index + 1) % _kept.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_bad.ContainsKey(index))
                continue;
            try
            {
                (_kept[index] ?? Decode(index)).CopyTo(pixels);
                return index;
            }
            catch (FewLabelsException refusal) when (!_options.Strict && refusal.Reason is ImageFault)
            {
                Skip(index, refusal);
            }
        }
        throw new FewLabelsException("None of the files can be read any more", _origin, "Look whether the disk is still there, then resume.");
    }

    private byte[] Decode(int index)
    {
        var pixels = _decode(index);
        // Two threads may decode the same one, and then both are counted: a little less is kept.
        if (Interlocked.Read(ref _free) >= _stride && Interlocked.Add(ref _free, -_stride) >= 0)
            _kept[index] = pixels;
        return pixels;
    }

    private void Skip(int index, FewLabelsException refusal)
    {
        if (!_bad.TryAdd(index, refusal))
            return;
        var (bad, most) = (_bad.Count, Math.Max(FewestTolerated, _kept.Length / 100));
        if (bad > most)
            throw new FewLabelsException(string.Create(CultureInfo.InvariantCulture, $"{bad} of {_kept.Length} files could not be read, the last: {refusal.What}"), refusal.Where,
                "So many are no accident: look whether the disk or the network behind it is still there, and resume, or mend the files.", cause: refusal);
        if (bad <= MostNamed)
            _options.Events?.Publish(new Warning { Text = $"{refusal.Where}: {refusal.What}; the next image stands for it" });
        else if (BitOperations.IsPow2(bad))
            _options.Events?.Publish(new Warning { Text = string.Create(CultureInfo.InvariantCulture, $"{_origin}: {bad} files so far could not be read; others stand for them") });
    }
}
