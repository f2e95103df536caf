using FewLabels.Sim.Core.Events.Kinds;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Confusion;

/// <summary>Features on their first two principal components, both domains in one picture.</summary>
public static class PrincipalComponents
{
    /// <param name="source">Features <c>[N, F]</c> of renders.</param>
    /// <param name="sourceClasses">Their labels.</param>
    /// <param name="target">Features <c>[M, F]</c> of photos.</param>
    /// <param name="targetClasses">The network's own answers: photos have no labels here.</param>
    /// <param name="arm">For the event.</param>
    public static Embedding Project(Tensor source, ReadOnlySpan<byte> sourceClasses, Tensor target, ReadOnlySpan<byte> targetClasses, string arm)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var all = cat([source, target]);
        var centred = all - all.mean([0], keepdim: true);
        var (_, s, v) = linalg.svd(centred, fullMatrices: false);
        var axes = v.slice(0, 0, 2, 1);
        // A component's sign is arbitrary: fixed so that its largest weight is positive, or plots would flip from run to run.
        var largest = axes.gather(1, axes.abs().argmax(1, keepdim: true));
        var points = centred.matmul((axes * largest.sign()).t()).contiguous();
        var variance = s.pow(2);
        var domains = new byte[all.shape[0]];
        domains.AsSpan((int)source.shape[0]).Fill(1);
        return new()
        {
            Arm = arm,
            Points = MemoryMarshal.AsBytes(points.data<float>().ToArray().AsSpan()).ToArray(),
            Domains = domains,
            Classes = [.. sourceClasses, .. targetClasses],
            Explained = (variance.slice(0, 0, 2, 1).sum() / variance.sum()).item<float>(),
        };
    }
}
