using System.Runtime.ExceptionServices;
using System.Text;
using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Checks;

/// <summary>Holds a dataset's files against its <c>SHA256SUMS</c>.</summary>
public static class ChecksumCheck
{
    private const int AtOnce = 256;

    /// <summary>Has the folder sums to be held against?</summary>
    public static bool IsPossible(string folder) => File.Exists(Path.Combine(folder, Checksums.FileName));

    /// <summary>Files that are missing, changed, or not listed.</summary>
    /// <param name="progress">Told how many files are done.</param>
    /// <exception cref="FewLabelsException">The sums can't be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IEnumerable<DatasetFault> Run(string folder, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        // Names as 16 bytes each: a million of them must not fill the memory.
        var listed = new HashSet<UInt128>();
        var done = 0L;
        foreach (var lines in Checksums.Read(folder).Chunk(AtOnce))
        {
            var faults = new DatasetFault?[lines.Length];
            try
            {
                Parallel.For(0, lines.Length, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i => faults[i] = Check(folder, lines[i].Name, lines[i].Hash));
            }
            catch (AggregateException errors)
            {
                ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
            }
            for (var i = 0; i < lines.Length; i++)
            {
                if (!listed.Add(Key(lines[i].Name)))
                    yield return new(FaultKind.File, lines[i].Name, $"It stands in {Checksums.FileName} twice.");
                else if (faults[i] is { } fault)
                    yield return fault;
            }
            progress?.Invoke(done += lines.Length);
        }
        foreach (var path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            cancellation.ThrowIfCancellationRequested();
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (name == Checksums.FileName || listed.Contains(Key(name)))
                continue;
            yield return new(FaultKind.File, name, name.EndsWith(DatasetFolder.Part, StringComparison.Ordinal)
                ? "It is what an interrupted session left." : $"It is not in {Checksums.FileName}.");
        }
    }

    private static DatasetFault? Check(string folder, string name, string hash)
    {
        if (name.Length == 0 || Path.IsPathRooted(name) || name.Split('/').Contains(".."))
            return new(FaultKind.File, name, "Its path leads out of the dataset.");
        try
        {
            var path = Path.Combine(folder, name);
            return !File.Exists(path) ? new(FaultKind.File, name, "It is missing.")
                : Checksums.Hash(path) != hash ? new(FaultKind.File, name, "It has changed.") : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(FaultKind.File, name, $"It can't be read: {error.Message}");
        }
    }

    private static UInt128 Key(string name) => ImageSignatures.ContentOf(Encoding.UTF8.GetBytes(name));
}
