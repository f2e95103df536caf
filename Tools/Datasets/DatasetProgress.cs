using System.Diagnostics;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Tools.Commands;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Datasets;

/// <summary>Says how far a verb has come with a dataset: rate and time left.</summary>
/// <param name="task">What is being done.</param>
/// <param name="total">Of all that is to be done.</param>
internal sealed class DatasetProgress(Terminal terminal, string task, long total) : IDisposable
{
    private readonly ProgressLines _lines = new(terminal, new Silence());
    private readonly long _start = Stopwatch.GetTimestamp();

    public void At(long done) =>
        _lines.Publish(new Progress { Task = task, Done = done, Total = total, PerSecond = done / Math.Max(1e-3, Stopwatch.GetElapsedTime(_start).TotalSeconds) });

    public void Dispose() => _lines.Dispose();

    private sealed class Silence : IEventSink
    {
        public void Publish(object payload)
        {
        }
    }
}
