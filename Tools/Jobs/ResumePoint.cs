using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Checkpoints;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>
/// Where a run goes on: behind the last checkpoint that its log names and that is whole. All that the log says behind it is done again, and to the same
/// end, so the log is cut there: nothing is in it twice.
/// </summary>
/// <param name="Last">That checkpoint.</param>
/// <param name="Arms">The last checkpoint of each arm up to there.</param>
/// <param name="Datasets">What the run had to learn from and to be measured on, by role.</param>
internal sealed record ResumePoint(LoggedCheckpoint Last, IReadOnlyDictionary<string, CheckpointSaved> Arms, IReadOnlyDictionary<string, DatasetCompleted> Datasets)
{
    /// <param name="folder">The run's.</param>
    /// <param name="history">What its log says.</param>
    /// <param name="notes">What a user should know, each a sentence.</param>
    /// <returns>Null where no checkpoint is left: the run begins again.</returns>
    public static ResumePoint? Find(string folder, RunHistory history, out IReadOnlyList<string> notes)
    {
        var found = new List<string>();
        notes = found;
        for (var i = history.Checkpoints.Count - 1; i >= 0; i--)
        {
            var candidate = history.Checkpoints[i];
            // Those before the last were deleted when others came, or with their stage: no news.
            if (candidate.Saved.Partial && i < history.Checkpoints.Count - 1 && !File.Exists(Path.Combine(folder, candidate.Saved.Path)))
                continue;
            try
            {
                Require(folder, candidate.Saved);
            }
            catch (FewLabelsException error)
            {
                found.Add($"{error.What} ({error.Where}); the run goes on from before it.");
                continue;
            }
            var arms = history.Checkpoints.Take(i + 1).GroupBy(one => one.Saved.Arm).ToDictionary(arm => arm.Key, arm => arm.Last().Saved);
            return new(candidate, arms, history.Datasets);
        }
        return null;
    }

    /// <summary>Looks whether a run still has the images that it began with: as many, and as many of each class.</summary>
    /// <exception cref="FewLabelsException">It has others.</exception>
    public void RequireSame(DatasetCompleted now)
    {
        if (!Datasets.TryGetValue(now.Role, out var begun) || (begun.Count == now.Count && begun.Endless == now.Endless && (begun.PerClass ?? []).SequenceEqual(now.PerClass ?? [])))
            return;
        throw new FewLabelsException($"The {now.Role} images have changed since the run began: {Words(begun)} → {Words(now)}", now.Origin, "Put them back as they were, or leave --resume out to begin another run.");

        static string Words(DatasetCompleted set) => $"{(set.Endless ? "endless" : $"{set.Count:N0}")}{(set.PerClass is { } each ? $" ({string.Join(", ", each)} of each class)" : "")}";
    }

    /// <summary>Looks whether a checkpoint is as it was written.</summary>
    /// <exception cref="FewLabelsException">It is gone, torn or changed.</exception>
    public static void Require(string folder, CheckpointSaved saved)
    {
        var path = Path.Combine(folder, saved.Path);
        if (saved.Partial)
        {
            CheckpointFile.Check(path);
            return;
        }
        string hash;
        try
        {
            hash = ModelHash.Of(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The model can't be read: {error.Message}", path, "Train again, without --resume.", cause: error);
        }
        if (saved.Sha256.Length > 0 && hash != saved.Sha256)
            throw new FewLabelsException("The model is damaged: its bytes are not those that were written", path, "Train again, without --resume.");
    }
}
