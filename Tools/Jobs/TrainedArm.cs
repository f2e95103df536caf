using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>An arm that has come to its end. One of an earlier session loads its network only when another arm starts from it.</summary>
/// <param name="network">What the last stage made.</param>
/// <param name="steps">Of training, in this arm and those that it starts from.</param>
/// <param name="seconds">Of training, likewise.</param>
internal sealed class TrainedArm(Lazy<Network> network, int steps, double seconds) : IDisposable
{
    public Network Network => network.Value;

    public int Steps { get; } = steps;

    public double Seconds { get; } = seconds;

    public void Dispose()
    {
        if (network.IsValueCreated)
            network.Value.Dispose();
    }
}
