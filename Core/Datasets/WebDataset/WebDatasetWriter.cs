using System.Globalization;
using System.Text;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>
/// A dataset as tar shards for WebDataset: <c>NNNNNN.tar</c> holds the images of <see cref="IndicesPerShard"/> indices in their order, whatever session made
/// them. A sample is <c>KEY.png</c>, <c>KEY.cls</c> (the class's number), <c>KEY.json</c> (the journal's line with all labels) and the masks and arrays of
/// <see cref="SampleFiles"/>.
/// </summary>
/// <remarks>
/// Until all frames of a shard are there, each lies in a file of its own below <c>unfinished/</c>, in the form that it has in the tar; so a session that goes on
/// makes only what is missing, and memory holds a frame and not a shard. A shard appears whole.
/// </remarks>
public sealed class WebDatasetWriter : IDatasetWriter
{
    public const string Format = "webdataset";

    /// <summary>At 200 KB a sample, a shard has the 100 to 300 MB that reading from disks and networks likes best.</summary>
    public const int IndicesPerShard = 1000;

    private const string Unfinished = "unfinished";

    private readonly DatasetFolder _folder;
    private readonly FrameJournal _journal;
    private readonly DatasetPlan _plan;
    private readonly SampleLabels _labels;
    private readonly int _indicesPerShard;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, int> _missing = [];

    /// <param name="resume">May the folder hold an earlier session's frames?</param>
    /// <exception cref="FewLabelsException">The folder is not empty, or holds another dataset, or can't be written to, or a shard is damaged.</exception>
    public WebDatasetWriter(string folder, DatasetPlan plan, bool resume = false)
        : this(folder, plan, resume, IndicesPerShard)
    {
    }

    /// <param name="indicesPerShard">Fewer make small tests possible.</param>
    internal WebDatasetWriter(string folder, DatasetPlan plan, bool resume, int indicesPerShard)
    {
        (_folder, _plan, _labels, _indicesPerShard) = (new(folder, Format, plan, resume), plan, new(plan.Classes), indicesPerShard);
        // The samples of the shard that was asked for last: lines stand roughly in the order of shards.
        var (last, keys) = (-1L, new HashSet<SampleKey>());
        _journal = new(folder, plan.Classes, name =>
        {
            if (SampleKey.Of(Path.GetFileName(name)) is not { } key)
                return false;
            var shard = ShardOf(key.Index);
            if (last != shard)
                (last, keys) = (shard, KeysOf(shard));
            return keys.Contains(key);
        });
    }

    public bool Contains(long index, int step) => _journal.Contains(index, step);

    public void Write(LabelledFrame frame)
    {
        var (key, shard) = (FrameFile.Key(frame, _plan), ShardOf(frame.Index));
        using var sample = new TarSample(key);
        var line = Describe(frame, sample, key, shard);
        DatasetFolder.Guard(_folder.Path, () => Directory.CreateDirectory(Path.Combine(_folder.Path, Unfinished, NameOf(shard))));
        lock (_lock)
        {
            if (!_missing.ContainsKey(shard))
                _missing[shard] = Frames(shard).Count(place => !_journal.Contains(place.Index, place.Step));
        }
        _folder.Write($"{Unfinished}/{NameOf(shard)}/{key}", sample.Close());
        bool last;
        lock (_lock)
        {
            if (!_journal.Contains(frame.Index, frame.Step) && frame.Index >= _plan.First && frame.Index < _plan.First + _plan.Count && frame.Step < _plan.Steps)
                _missing[shard]--;
            _journal.Add(frame, line);
            last = _missing[shard] == 0;
        }
        if (last)
            Assemble(shard);
    }

    public void Complete(IReadOnlyCollection<SetAsideFrame> setAside)
    {
        var unfinished = Path.Combine(_folder.Path, Unfinished);
        if (Directory.Exists(unfinished))
        {
            foreach (var folder in Directory.EnumerateDirectories(unfinished).Order(StringComparer.Ordinal))
            {
                if (long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var shard))
                    Assemble(shard);
            }
            DatasetFolder.Guard(unfinished, () => Directory.Delete(unfinished));
        }
        _journal.Complete();
        _folder.Complete(_journal, setAside);
    }

    public void Dispose() => _journal.Dispose();

    /// <summary>Fills the sample, and makes its line.</summary>
    private byte[] Describe(LabelledFrame frame, TarSample sample, string key, long shard)
    {
        var (bytes, extension) = FrameFile.Encode(frame);
        var picture = $"{NameOf(shard)}.tar/{key}{extension}";
        var endings = new HashSet<string> { extension[1..], "cls", "json" };
        sample.Add(extension[1..], bytes);
        if (frame.ClassId is { } classId)
            sample.Add("cls", Encoding.ASCII.GetBytes(classId.ToString(CultureInfo.InvariantCulture)));
        sample.Add("json", _journal.Encode(frame, picture, json => _labels.Write(json, frame))[..^1]);
        foreach (var annotation in frame.Annotations)
        {
            if (SampleFiles.Ending(annotation) is not { } ending)
                continue;
            if (!endings.Add(ending))
                throw new FewLabelsException($"Two labelers have the file .{ending}", $"image {frame.Index}", $"Leave {annotation.Labeler} out with --labelers, or give it another name.", ExitCode.WrongUsage);
            sample.Add(ending, SampleFiles.Encode(annotation));
        }
        return _journal.Encode(frame, picture);
    }

    /// <summary>Puts a shard together from what is there, in the order of its frames, and drops the pieces.</summary>
    private void Assemble(long shard)
    {
        var (pieces, path) = (Path.Combine(_folder.Path, Unfinished, NameOf(shard)), ShardPath(shard));
        DatasetFolder.Guard(path, () =>
        {
            var samples = new SortedDictionary<SampleKey, string?>();
            // An earlier session may have ended with a part of the shard.
            using var earlier = File.Exists(path) ? new TarShard(path) : null;
            foreach (var key in earlier?.Keys ?? [])
                samples[key] = null;
            foreach (var piece in Pieces(pieces))
                samples[SampleKey.Of(Path.GetFileName(piece))!.Value] = piece;
            if (samples.Values.Any(piece => piece is not null))
            {
                _folder.Write(Path.GetFileName(path), stream =>
                {
                    foreach (var (key, piece) in samples)
                    {
                        if (piece is null)
                            earlier!.CopyTo(key, stream);
                        else
                            Copy(piece, stream);
                    }
                    stream.Write(TarSample.End);
                });
            }
            Directory.Delete(pieces, recursive: true);
        });
    }

    private static void Copy(string piece, Stream stream)
    {
        using var source = new FileStream(piece, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        source.CopyTo(stream);
    }

    private HashSet<SampleKey> KeysOf(long shard)
    {
        var keys = Pieces(Path.Combine(_folder.Path, Unfinished, NameOf(shard))).Select(piece => SampleKey.Of(Path.GetFileName(piece))!.Value).ToHashSet();
        if (File.Exists(ShardPath(shard)))
        {
            using var tar = new TarShard(ShardPath(shard));
            keys.UnionWith(tar.Keys);
        }
        return keys;
    }

    /// <summary>The files of whole frames.</summary>
    private static IEnumerable<string> Pieces(string folder) => !Directory.Exists(folder) ? []
        : Directory.EnumerateFiles(folder).Where(file => !file.EndsWith(DatasetFolder.Part, StringComparison.Ordinal) && SampleKey.Of(Path.GetFileName(file)) is not null);

    /// <summary>The frames of the plan in a shard.</summary>
    private IEnumerable<SampleKey> Frames(long shard)
    {
        var end = Math.Min(_plan.First + _plan.Count, (shard + 1) * _indicesPerShard);
        for (var index = Math.Max(_plan.First, shard * _indicesPerShard); index < end; index++)
        {
            for (var step = 0; step < _plan.Steps; step++)
                yield return new(index, step);
        }
    }

    private long ShardOf(long index) => index / _indicesPerShard;

    private static string NameOf(long shard) => shard.ToString("D6", CultureInfo.InvariantCulture);

    private string ShardPath(long shard) => Path.Combine(_folder.Path, $"{NameOf(shard)}.tar");
}
