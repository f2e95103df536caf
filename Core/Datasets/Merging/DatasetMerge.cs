using FewLabels.Sim.Core.Datasets.WebDataset;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Merging;

/// <summary>
/// Puts the shards of one dataset together. What comes of it has the bytes of a dataset that was rendered in one go: the shards' files in one folder
/// are what an interrupted session of the whole leaves, and that is finished as any other.
/// </summary>
public sealed class DatasetMerge
{
    /// <summary>What every format writes anew when it is finished.</summary>
    private static readonly HashSet<string> MadeAtTheEnd =
        [FrameJournal.FileName, DatasetCard.FileName, DatasetCard.ReadmeFile, Checksums.FileName, ParquetTables.SamplesFile, ParquetTables.DrawsFile, "rejected.json", "metadata.json", "annotations/instances.json"];

    private readonly ShardFolder[] _shards;

    /// <summary>Reads what the shards are, and holds them against each other.</summary>
    /// <exception cref="FewLabelsException">A shard is missing, unfinished or of another dataset, two overlap, or images are missing between them.</exception>
    public DatasetMerge(IReadOnlyList<string> shards)
    {
        ArgumentOutOfRangeException.ThrowIfZero(shards.Count);
        _shards = [.. shards.Select(path => new ShardFolder(path)).OrderBy(shard => shard.First).ThenBy(shard => shard.End)];
        RefuseOthers();
        RefuseOverlapsAndGaps();
    }

    public string Format => _shards[0].Format;

    /// <summary>Indices of the whole.</summary>
    public long Count => _shards[^1].End;

    /// <summary>Files of all shards.</summary>
    public long Files() => _shards.Sum(shard => Checksums.Read(shard.Path).LongCount());

    /// <summary>Writes the whole. It is put together beside its folder and gets its name when it is finished.</summary>
    /// <param name="folder">New or empty.</param>
    /// <param name="copy">False: files are linked to the shards' own where the file system lets us, which takes no time and no space.</param>
    /// <param name="progress">Told how many files are in place.</param>
    /// <param name="cancellation">Ends it, and leaves nothing of it.</param>
    /// <exception cref="FewLabelsException">The folder is not empty, the disk is full, or a shard's file is missing or differs from another's.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Write(string folder, bool copy, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var aside = target + DatasetFolder.Part;
        DatasetFolder.Guard(target, () =>
        {
            if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() || File.Exists(target))
                throw new FewLabelsException("The folder is not empty", folder, "Choose another with --out: a dataset is never mixed with what was there.", ExitCode.WrongUsage);
            if (Directory.Exists(aside) || File.Exists(aside))
                throw new FewLabelsException("Something is left of a merge that was ended", aside, "Delete it, or choose another folder with --out.", ExitCode.WrongUsage);
            Directory.CreateDirectory(aside);
        });
        try
        {
            Gather(aside, copy, progress, cancellation);
            using (var writer = DatasetWriters.Create(Format, aside, Whole(), resume: true))
                writer.Complete([.. _shards.SelectMany(shard => shard.SetAside())]);
            DatasetFolder.Guard(target, () =>
            {
                if (Directory.Exists(target))
                    Directory.Delete(target);
                Directory.Move(aside, target);
            });
        }
        catch
        {
            DatasetFolder.Guard(aside, () => Directory.Delete(aside, recursive: true));
            throw;
        }
    }

    private DatasetPlan Whole() => _shards[0].Plan with { First = 0, Count = Count, Shard = 1, Shards = 1, Whole = Count };

    private void RefuseOthers()
    {
        var card = new DatasetCard(Format, _shards[0].Plan);
        foreach (var shard in _shards[1..])
        {
            if (card.DifferenceTo(shard.Card) is { } difference)
                throw new FewLabelsException($"The shard is of another dataset than {_shards[0].Path}: {difference}", shard.Path, "Merge shards that were made by the same command, but for --shard and --out.", ExitCode.WrongUsage);
            if (shard.Plan.Whole != _shards[0].Plan.Whole)
                throw new FewLabelsException($"The shard is part of {shard.Plan.Whole} images, and {_shards[0].Path} of {_shards[0].Plan.Whole}", shard.Path, "Merge shards that were made by the same command, but for --shard and --out.", ExitCode.WrongUsage);
        }
    }

    private void RefuseOverlapsAndGaps()
    {
        var (end, before) = (0L, (ShardFolder?)null);
        foreach (var shard in _shards)
        {
            if (shard.First < end)
                throw new FewLabelsException($"Images {Range(shard.First, Math.Min(shard.End, end))} are in two shards, {before!.Path} and this one", shard.Path, "Leave one of them out.", ExitCode.WrongUsage);
            if (shard.First > end)
                throw new FewLabelsException($"Images {Range(end, shard.First)} are missing before this shard", shard.Path, "Name the shard that has them too, or render it.", ExitCode.WrongUsage);
            (end, before) = (shard.End, shard);
        }
        if (_shards[0].Plan.Whole is { } whole && end < whole)
            throw new FewLabelsException($"Images {Range(end, whole)} of {whole} are missing after the last shard", _shards[^1].Path, "Name the shards that have them too, or render them.", ExitCode.WrongUsage);
    }

    private static string Range(long from, long end) => end - from == 1 ? FormattableString.Invariant($"{from}") : FormattableString.Invariant($"{from} to {end - 1}");

    /// <summary>Brings the shards' files and journals together, as a session of the whole would have left them before its end.</summary>
    private void Gather(string folder, bool copy, Action<long>? progress, CancellationToken cancellation)
    {
        var done = 0L;
        // By its card a folder is known as one to go on with.
        DatasetFolder.Guard(folder, () => File.WriteAllBytes(Path.Combine(folder, DatasetCard.FileName), _shards[0].Card.ToArray()));
        using var journal = Open(Path.Combine(folder, FrameJournal.FileName));
        foreach (var shard in _shards)
        {
            foreach (var (name, _) in Checksums.Read(shard.Path))
            {
                cancellation.ThrowIfCancellationRequested();
                Readers.DatasetPath.Check(name, Path.Combine(shard.Path, Checksums.FileName), "a file's path");
                var source = Path.Combine(shard.Path, name);
                if (!MadeAtTheEnd.Contains(name))
                    DatasetFolder.Guard(source, () => Place(source, folder, name, copy));
                if (++done % 256 == 0)
                    progress?.Invoke(done);
            }
            // Lines of a shard are in the order of its frames, and shards in theirs.
            DatasetFolder.Guard(shard.Path, () =>
            {
                using var lines = File.OpenRead(Path.Combine(shard.Path, FrameJournal.FileName));
                lines.CopyTo(journal);
            });
        }
    }

    private static FileStream Open(string path)
    {
        FileStream? stream = null;
        DatasetFolder.Guard(path, () => stream = new(path, FileMode.CreateNew, FileAccess.Write));
        return stream!;
    }

    private static void Place(string source, string folder, string name, bool copy)
    {
        var target = Path.Combine(folder, name);
        if (!File.Exists(source))
            throw new FewLabelsException($"A file of {Checksums.FileName} is missing", source, "Render the shard again, or run 'fewlabels dataset verify' on it.");
        if (!File.Exists(target))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            FileLink.Create(source, target, copy);
        }
        else if (Path.GetExtension(name) == ".tar")
            Join(target, source);
        else if (Checksums.Hash(source) != Checksums.Hash(target))
            throw new FewLabelsException($"The file {name} differs from that of another shard", source, "The shards were not made by the same program: render one of them again.");
    }

    /// <summary>A tar of so many indices that a boundary of shards went through.</summary>
    private static void Join(string target, string source)
    {
        var part = target + DatasetFolder.Part;
        using (TarShard first = new(target), second = new(source))
        using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            foreach (var (key, tar) in first.Keys.Select(key => (key, tar: first)).Concat(second.Keys.Select(key => (key, tar: second))).OrderBy(item => item.key))
                tar.CopyTo(key, stream);
            stream.Write(TarSample.End);
        }
        File.Move(part, target, overwrite: true);
    }
}
