using System.Globalization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training;

/// <summary>Writes a stage's parts to checkpoints and reads them back. Batches and schedules are functions of the step's number, which is why that number is all that is kept of them.</summary>
/// <param name="every">Steps from one checkpoint to the next.</param>
/// <param name="context">Where they go.</param>
/// <param name="parts">What is in them.</param>
/// <param name="recipe">What the stage is; one is only gone on with by the same.</param>
internal sealed class StageCheckpoints(int every, TrainingContext context, StageParts parts, StageRecipe recipe)
{
    private const string StepKey = "step";

    private readonly long _start = System.Diagnostics.Stopwatch.GetTimestamp();
    private string? _last = context.ResumeFrom;
    private int _lastStep = -1;

    /// <summary>Is one due after so many steps?</summary>
    public bool IsDue(int done) => context.Checkpoints is not null && done % every == 0;

    /// <summary>Saves the stage as it is after so many steps, says so in an event, and deletes what is no longer needed. Does nothing where there is no folder for it.</summary>
    /// <exception cref="FewLabelsException">The disk is full, or a weight is no number.</exception>
    public void Save(int done, bool best = false)
    {
        // Before its first step a stage is where the one before ended.
        if (context.Checkpoints is not { } folder || done == _lastStep || done == 0)
            return;
        var path = folder.PathOf(done, best);
        using (var scope = NewDisposeScope())
        {
            var state = Named().ToArray();
            RequireNumbers(state, done);
            CheckpointFile.Write(folder.Full(path), Words(done), state);
        }
        (_last, _lastStep) = (path, done);
        context.Events.Publish(new CheckpointSaved
        {
            Arm = context.Arm,
            Path = path,
            Steps = context.StepsBefore + done,
            Partial = true,
            Stage = context.Stage,
            Number = done,
            Seconds = context.SecondsBefore + System.Diagnostics.Stopwatch.GetElapsedTime(_start).TotalSeconds,
            Best = best,
        });
        // Only now: until the event is on the disk too, an earlier checkpoint is what a run would go on from.
        folder.Prune(done);
    }

    /// <summary>Puts every part back to what a checkpoint says.</summary>
    /// <returns>Steps done.</returns>
    /// <exception cref="FewLabelsException">It is damaged, or of another stage.</exception>
    public int Restore(string file)
    {
        var (words, tensors) = CheckpointFile.Read(file);
        try
        {
            recipe.Require(words, file);
            using var scope = NewDisposeScope();
            var expected = Named().ToDictionary(one => one.Name, one => one.Value);
            if (expected.Keys.Concat(tensors.Keys).FirstOrDefault(name => !expected.TryGetValue(name, out var mine) || !tensors.TryGetValue(name, out var saved) || !saved.shape.SequenceEqual(mine.shape) || saved.dtype != mine.dtype) is { } odd)
                throw new FewLabelsException($"The checkpoint is of another network or method: '{odd}' is {Describe(tensors.GetValueOrDefault(odd))}, and should be {Describe(expected.GetValueOrDefault(odd))}", file, "Give the checkpoint of this stage.");
            foreach (var (name, part) in parts.Stateful())
                part.Restore(tensors.Where(t => t.Key.StartsWith(name + "/", StringComparison.Ordinal)).ToDictionary(t => t.Key[(name.Length + 1)..], t => t.Value));
            return _lastStep = int.Parse(words[StepKey], CultureInfo.InvariantCulture);
        }
        finally
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
        }
    }

    /// <summary>The error for training that has gone wrong, with the last good checkpoint.</summary>
    public FewLabelsException Diverged(string what) => new(what, $"arm '{context.Arm}', stage {context.Stage}",
        $"Lower the learning rate of this stage, or set clip-norm or warm-up. {(_last is { } last ? $"The last good checkpoint is {last}." : "The stage has no checkpoint yet; those of the stages before are whole.")}");

    private IEnumerable<(string Name, Tensor Value)> Named() => parts.Stateful().SelectMany(part => part.Part.State().Select(one => ($"{part.Name}/{one.Name}", one.Value)));

    // A loss can be a number while its gradient is none: then the weights are already lost, and the loss of the next step would say so.
    private void RequireNumbers(IEnumerable<(string Name, Tensor Value)> state, int done)
    {
        var floats = state.Where(one => one.Value.dtype == float32).ToArray();
        var sound = stack([.. floats.Select(one => one.Value.isfinite().all())]).cpu().data<bool>().ToArray();
        if (Array.IndexOf(sound, false) is >= 0 and var at)
            throw Diverged($"'{floats[at].Name}' is no number after step {done}");
    }

    private Dictionary<string, string> Words(int done) => new(recipe.Words) { [StepKey] = done.ToString(CultureInfo.InvariantCulture) };

    private static string Describe(Tensor? tensor) => tensor is null ? "not there" : $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
