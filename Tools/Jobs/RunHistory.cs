using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>What a run's log says was done, as far as going on needs it.</summary>
/// <param name="Completed">The run came to its end.</param>
/// <param name="Checkpoints">In order.</param>
/// <param name="Datasets">By role.</param>
internal sealed record RunHistory(bool Completed, IReadOnlyList<LoggedCheckpoint> Checkpoints, IReadOnlyDictionary<string, DatasetCompleted> Datasets)
{
    /// <summary>Reads a log up to its last whole frame.</summary>
    /// <exception cref="FewLabelsException">The file can't be read.</exception>
    public static RunHistory Read(string path)
    {
        var (completed, checkpoints, datasets) = (false, new List<LoggedCheckpoint>(), new Dictionary<string, DatasetCompleted>());
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
            var reader = new EventReader(file);
            DateTimeOffset? began = null;
            while (reader.Next() is { } next)
            {
                began ??= next.Time;
                completed |= next.Payload is RunCompleted;
                if (next.Payload is DatasetCompleted dataset)
                    datasets[dataset.Role] = dataset;
                if (next.Payload is CheckpointSaved saved)
                    checkpoints.Add(new(saved, file.Position, next.Sequence + 1, (next.Time - began.Value).TotalSeconds));
            }
        }
        catch (InvalidDataException)
        {
            // What came before the damage is whole, and is what there is to go on from.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The run's events can't be read: {error.Message}", path, "Check the path and its permissions.", cause: error);
        }
        return new(completed, checkpoints, datasets);
    }
}

/// <summary>A checkpoint and its place in the log.</summary>
/// <param name="Saved">The event.</param>
/// <param name="End">Bytes of the log up to and with it.</param>
/// <param name="NextSequence">Of the event behind it.</param>
/// <param name="RunSeconds">From the run's first event.</param>
internal sealed record LoggedCheckpoint(CheckpointSaved Saved, long End, long NextSequence, double RunSeconds);
