using System.Diagnostics;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Tools.Commands;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>Passes events on and says in the terminal how far a run is: one line that changes where a person watches, plain lines elsewhere.</summary>
internal sealed class ProgressLines(Terminal terminal, IEventSink next) : IEventSink, IDisposable
{
    private static readonly TimeSpan LiveEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private StageStarted? _stage;
    private long _lastLine;
    private int _width;

    public void Publish(object payload)
    {
        next.Publish(payload);
        lock (_lock)
            Show(payload);
    }

    /// <summary>Ends the changing line.</summary>
    public void Dispose()
    {
        lock (_lock)
            Clear();
    }

    private void Show(object payload)
    {
        switch (payload)
        {
            case Progress progress:
                Tick(progress.Task, progress.Done, progress.Total, progress.PerSecond);
                break;
            case StageStarted stage:
                _stage = stage;
                Line($"{stage.Arm}: {string.Join(" + ", stage.Objectives)}, {stage.Steps} steps");
                break;
            case Step step when _stage is not null:
                Tick(step.Arm, step.Number, _stage.Steps, step.StepsPerSecond);
                break;
            case DatasetCompleted data:
                Line($"{data.Role}: {(data.Endless ? "endless" : $"{data.Count:N0}")} images from {data.Origin} in {data.Seconds:F1} s");
                break;
            case Evaluation { On: "test photos" } evaluation:
                Line($"{evaluation.Arm}: {evaluation.Score.Accuracy:P1} of {evaluation.Score.Count:N0} test photos right{(evaluation.Oracle ? " (oracle)" : "")}");
                break;
            case Warning warning:
                Line($"Warning: {warning.Text}");
                break;
        }
    }

    private void Tick(string task, long done, long total, double perSecond)
    {
        var every = terminal.Live ? LiveEvery : PlainEvery;
        if (_lastLine != 0 && Stopwatch.GetElapsedTime(_lastLine) < every)
            return;
        var left = TimeSpan.FromSeconds(perSecond > 0 ? (total - done) / perSecond : 0);
        var text = $"{task} {done:N0}/{total:N0}, {perSecond:N0} a second, {left:m\\:ss} left";
        _lastLine = Stopwatch.GetTimestamp();
        if (!terminal.Live)
        {
            terminal.Errors.WriteLine(text);
            return;
        }
        terminal.Errors.Write($"\r{text.PadRight(_width)}");
        _width = text.Length;
    }

    private void Line(string text)
    {
        Clear();
        terminal.Errors.WriteLine(text);
        _lastLine = Stopwatch.GetTimestamp();
    }

    private void Clear()
    {
        if (_width > 0)
            terminal.Errors.Write($"\r{new string(' ', _width)}\r");
        _width = 0;
    }
}
