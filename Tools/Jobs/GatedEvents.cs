using FewLabels.Sim.Core.Events;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>Passes events on once it is open. A run that goes on loads its images again, and the log has said so already.</summary>
internal sealed class GatedEvents(IEventSink next) : IEventSink
{
    public bool IsOpen { get; set; } = true;

    public void Publish(object payload)
    {
        if (IsOpen)
            next.Publish(payload);
    }
}
