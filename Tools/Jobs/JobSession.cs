using System.Text;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Files;
using FewLabels.Sim.Tools.Commands;
using FewLabels.Sim.Tools.Report;
using FewLabels.Sim.Tools.Runs;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>A job from the command line to its table and report: the folder, the event log and its subscribers, and the last word when it fails.</summary>
internal sealed class JobSession(Terminal terminal)
{
    /// <returns>The run's folder.</returns>
    /// <exception cref="FewLabelsException">Anything that a user can act on.</exception>
    public string Run(YamlTree tree, JobRequest request, CancellationToken cancellation)
    {
        foreach (var assignment in request.Set)
            tree.Set(assignment);
        if (request.Seed is { } seed)
            tree.Set($"seed={seed}");
        if (request.Precision is { } precision)
            tree.Set($"precision={precision}");
        // Held against the rules before anything is made.
        var job = JobReader.Read(tree);
        if (request.Strict)
        {
            foreach (var role in job.Source.Dataset is null ? ["target"] : new[] { "source", "target" })
                tree.Set($"{role}.strict=yes");
            job = JobReader.Read(tree);
        }
        Inputs.Check(job);
        var begun = request.Resume ? RunFolder.Last(request.Out ?? job.Outputs) : null;
        var folder = begun ?? RunFolder.Create(request.Out ?? job.Outputs);
        using var alone = RunFolder.Lock(folder);
        var history = begun is null ? null : RunHistory.Read(Path.Combine(folder, RunFolder.Events));
        if (history is { Completed: true })
        {
            terminal.Errors.WriteLine($"Nothing to go on with: the run in {folder} came to its end.");
            RunTable.Write(Inspect.Read(folder, CancellationToken.None), terminal.Tables());
            return folder;
        }
        if (history is { Checkpoints.Count: > 0 })
            BegunJob.Require(YamlTree.Load(Path.Combine(folder, RunFolder.Job)), tree);
        IReadOnlyList<string> notes = [];
        var resume = history is null ? null : ResumePoint.Find(folder, history, out notes);
        var resolved = tree.ToString();
        using var log = resume is null ? new EventLog(Path.Combine(folder, RunFolder.Events), job.Name) : EventLog.Continue(Path.Combine(folder, RunFolder.Events), job.Name, resume.Last.End, resume.Last.NextSequence);
        using var server = request.Port is { } port ? new EventServer(log, port) : null;
        if (server is not null)
            terminal.Errors.WriteLine($"Events: fewlabels inspect tcp://127.0.0.1:{server.Port}");
        terminal.Errors.WriteLine($"Run folder: {folder}");
        if (request.Resume)
            terminal.Errors.WriteLine(resume?.Last.Saved is { } last ? $"Going on from {last.Path} ({last.Arm}, {last.Steps:N0} steps)" : "There is no checkpoint to go on from: the run begins.");
        var gate = new GatedEvents(log);
        using var progress = new ProgressLines(terminal, gate);
        try
        {
            foreach (var note in notes)
                progress.Publish(new Warning { Text = note });
            Write(Path.Combine(folder, RunFolder.Job), resolved);
            new JobRunner(job, resolved, folder, progress, gate, resume).Run(cancellation);
        }
        catch (Exception error)
        {
            progress.Dispose();
            LastWord(log, error, request.Again(folder));
            throw;
        }
        progress.Dispose();
        var summary = Inspect.Read(folder, CancellationToken.None);
        var page = Path.Combine(folder, "report.html");
        ReportPage.Write([summary], page);
        RunTable.Write(summary, terminal.Tables());
        terminal.Errors.WriteLine($"Report: {page}");
        return folder;
    }

    private static void Write(string path, string text)
    {
        try
        {
            // Whole after a loss of power as after a crash: a run is only gone on with by the job that lies here.
            var aside = $"{path}.part";
            using (var file = File.Create(aside))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: true);
            DurableFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The job can't be written: {error.Message}", path, "Free some disk space or choose another folder with --out.", cause: error);
        }
    }

    private void LastWord(EventLog log, Exception error, string again)
    {
        if (error is OperationCanceledException)
            terminal.Errors.WriteLine($"Go on with: {again}");
        try
        {
            log.Publish(error switch
            {
                FewLabelsException known => new RunFailed { What = known.What, Where = known.Where, Remedy = known.Remedy },
                OperationCanceledException => new RunFailed { What = "Interrupted", Where = "by the user", Remedy = $"What is here is whole. Go on with: {again}" },
                _ => new RunFailed { What = error.Message, Where = "inside the program", Remedy = "Run again with --verbose and report what it shows." },
            });
        }
        catch (FewLabelsException)
        {
            // The log itself is what failed (a full disk): the first error is the one to show.
        }
    }
}
