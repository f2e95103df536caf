using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Files;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>Where a run writes. While it goes on nobody else may.</summary>
internal static class RunFolder
{
    public const string Events = "events.msgpack";

    /// <summary>The job as resolved.</summary>
    public const string Job = "job.yaml";

    /// <summary>Makes the folder, or the next free one beside it: a run never writes over another.</summary>
    /// <exception cref="FewLabelsException">The folder can't be made.</exception>
    public static string Create(string wanted)
    {
        try
        {
            var folder = Numbered(wanted).First(folder => !HasRun(folder));
            DurableFolder.Create(folder);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The run's folder can't be made: {error.Message}", wanted, "Choose another with --out.", cause: error);
        }
    }

    /// <summary>The last of the folders that <see cref="Create"/> made for runs of this name; null if there is none.</summary>
    public static string? Last(string wanted) => Numbered(wanted).TakeWhile(HasRun).LastOrDefault();

    /// <summary>Keeps other processes from writing here until it is disposed.</summary>
    /// <exception cref="FewLabelsException">One already does, or the folder can't be written to.</exception>
    public static IDisposable Lock(string folder)
    {
        var path = Path.Combine(folder, "running.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The run's folder can't be written to: {error.Message}", path, "If the run is still going on, wait for it or stop it; else check the folder's permissions.", cause: error);
        }
    }

    private static IEnumerable<string> Numbered(string wanted)
    {
        yield return wanted;
        for (var i = 2; ; i++)
            yield return $"{wanted}-{i}";
    }

    private static bool HasRun(string folder) => File.Exists(Path.Combine(folder, Events));
}
