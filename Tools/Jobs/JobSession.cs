using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
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
        // Held against the rules before anything is made.
        var job = JobReader.Read(tree);
        Inputs.Check(job);
        var folder = RunFolder.Create(request.Out ?? job.Outputs);
        var resolved = tree.ToString();
        using var log = new EventLog(Path.Combine(folder, RunFolder.Events), job.Name);
        using var server = request.Port is { } port ? new EventServer(log, port) : null;
        if (server is not null)
            terminal.Errors.WriteLine($"Events: fewlabels inspect tcp://127.0.0.1:{server.Port}");
        terminal.Errors.WriteLine($"Run folder: {folder}");
        using var progress = new ProgressLines(terminal, log);
        try
        {
            Write(Path.Combine(folder, "job.yaml"), resolved);
            new JobRunner(job, resolved, folder, progress).Run(cancellation);
        }
        catch (Exception error)
        {
            progress.Dispose();
            LastWord(log, error);
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
            File.WriteAllText(path, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The job can't be written: {error.Message}", path, "Free some disk space or choose another folder with --out.", cause: error);
        }
    }

    private static void LastWord(EventLog log, Exception error)
    {
        try
        {
            log.Publish(error switch
            {
                FewLabelsException known => new RunFailed { What = known.What, Where = known.Where, Remedy = known.Remedy },
                OperationCanceledException => new RunFailed { What = "Interrupted", Where = "by the user", Remedy = "Run it again; what is here is whole." },
                _ => new RunFailed { What = error.Message, Where = "inside the program", Remedy = "Run again with --verbose and report what it shows." },
            });
        }
        catch (FewLabelsException)
        {
            // The log itself is what failed (a full disk): the first error is the one to show.
        }
    }
}
