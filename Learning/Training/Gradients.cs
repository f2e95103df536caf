using TorchSharp;
using TorchSharp.Modules;

namespace FewLabels.Sim.Learning.Training;

/// <summary>What is done to gradients between the backward pass and the optimiser.</summary>
internal static class Gradients
{
    /// <summary>Shortens the gradient of all parameters together to this norm if it is longer (Pascanu et al. 2013, algorithm 1).</summary>
    public static void Clip(IEnumerable<Parameter> parameters, double most)
    {
        using var scope = torch.NewDisposeScope();
        torch.nn.utils.clip_grad_norm_(parameters.Where(parameter => parameter.grad is not null), most);
    }
}
