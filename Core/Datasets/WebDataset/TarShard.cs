using System.Formats.Tar;
using System.Globalization;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>Where the samples of a tar that we wrote lie in it.</summary>
internal sealed class TarShard : IDisposable
{
    private const int Block = 512;

    private readonly FileStream _stream;
    private readonly Dictionary<SampleKey, (long At, long Length)> _samples = [];

    /// <exception cref="FewLabelsException">It is no tar of ours.</exception>
    public TarShard(string path)
    {
        _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        try
        {
            using var reader = new TarReader(_stream, leaveOpen: true);
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry is not UstarTarEntry || entry.DataOffset < Block || SampleKey.Of(entry.Name) is not { } key)
                    throw Damaged(path, $"it holds '{entry.Name}'", null);
                var (at, end) = (entry.DataOffset - Block, entry.DataOffset + (entry.Length + Block - 1) / Block * Block);
                if (_samples.TryGetValue(key, out var known) && known.At + known.Length != at)
                    throw Damaged(path, $"the files of {entry.Name} do not lie together", null);
                _samples[key] = (known.Length > 0 ? known.At : at, end - (known.Length > 0 ? known.At : at));
            }
        }
        catch (Exception error)
        {
            _stream.Dispose();
            if (error is InvalidDataException or EndOfStreamException or ArgumentException or FormatException)
                throw Damaged(path, error.Message, error);
            throw;
        }
    }

    public IReadOnlyCollection<SampleKey> Keys => _samples.Keys;

    public void CopyTo(SampleKey key, Stream stream)
    {
        var (at, length) = _samples[key];
        var buffer = new byte[Math.Min(length, 1 << 20)];
        _stream.Position = at;
        for (var left = length; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            _stream.ReadExactly(part);
            stream.Write(part);
            left -= part.Length;
        }
    }

    public void Dispose() => _stream.Dispose();

    private static FewLabelsException Damaged(string path, string what, Exception? cause) =>
        new(string.Create(CultureInfo.InvariantCulture, $"A shard can't be read: {what}"), path, "Delete it: the same command with --resume makes its images again.", cause: cause);
}
