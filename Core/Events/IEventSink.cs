namespace FewLabels.Sim.Core.Events;

/// <summary>Where events go. Any thread may publish.</summary>
public interface IEventSink
{
    /// <param name="payload">One of the records of <c>Core/Events/Kinds</c>.</param>
    void Publish(object payload);
}
