using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>Parameters and buffers of a network or a head. Counts of batch norms are among the buffers.</summary>
internal sealed class ModuleState(nn.Module module) : IStateful
{
    public IEnumerable<(string Name, Tensor Value)> State() =>
        module.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(module.named_buffers().Select(b => (b.name, b.buffer)));

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        using var guard = no_grad();
        foreach (var (name, value) in State())
            value.copy_(state[name]);
    }
}
