using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>Parameters, buffers, and the counts of batch norms of a network or a head.</summary>
internal sealed class ModuleState(nn.Module module) : IStateful
{
    private const string Seen = "batches seen";

    private DomainBatchNorm[] Norms => [.. module.modules().OfType<DomainBatchNorm>()];

    public IEnumerable<(string Name, Tensor Value)> State()
    {
        var live = Live();
        return Norms is { Length: > 0 } norms ? live.Append((Seen, tensor(norms.SelectMany(norm => norm.Seen.Select(count => (long)count)).ToArray()))) : live;
    }

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        using var guard = no_grad();
        foreach (var (name, value) in Live())
            value.copy_(state[name]);
        if (!state.TryGetValue(Seen, out var counts))
            return;
        var seen = counts.data<long>().ToArray();
        foreach (var (i, norm) in Norms.Index())
            norm.Seen = [(int)seen[2 * i], (int)seen[2 * i + 1]];
    }

    private IEnumerable<(string Name, Tensor Value)> Live() =>
        module.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(module.named_buffers().Select(b => (b.name, b.buffer)));
}
