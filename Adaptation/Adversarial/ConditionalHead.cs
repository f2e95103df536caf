using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>CDAN's head: features <c>[N, F]</c> and answers <c>[N, K]</c>, multiplied, to a logit of the domain, <c>[N, 1]</c>.</summary>
internal sealed class ConditionalHead : nn.Module<Tensor, Tensor, Tensor>
{
    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Sequential judge;
    private readonly RandomMultilinearMap? map;

    /// <param name="judge">From products to the logit.</param>
    /// <param name="map">What makes the products; null for all of them.</param>
    public ConditionalHead(Sequential judge, RandomMultilinearMap? map) : base(nameof(ConditionalHead))
    {
        (this.judge, this.map) = (judge, map);
        RegisterComponents();
    }

    public override Tensor forward(Tensor features, Tensor answers) => judge.call(map is null ? ConditionalDomainAdversarial.Outer(features, answers) : map.call(features, answers));
}
