using FewLabels.Sim.Core.Errors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>
/// Batch normalisation of <c>[N, C, …]</c> for two domains, by a <see cref="BatchNormPolicy"/>. It has PyTorch's tensors under PyTorch's names, and what they
/// hold is what photos are evaluated with; <see cref="BatchNormPolicy.PerDomain"/> has statistics of renders besides. Where one of its domains has not been seen
/// since <see cref="Forget"/>, the other's statistics stand in: a network that never saw a photo judges photos by what it knows of renders.
/// All is float32, whatever the type of what is normalised.
/// </summary>
public sealed class DomainBatchNorm : nn.Module
{
    /// <summary>PyTorch's default.</summary>
    private const double UsualMomentum = 0.1;

    /// <summary>Names of the tensors that are of renders alone.</summary>
    internal static readonly IReadOnlyList<string> OfRenders = [nameof(source_mean), nameof(source_var), nameof(source_batches_tracked)];

    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Tensor running_mean;
    private readonly Tensor running_var;
    private readonly Tensor num_batches_tracked;
    private readonly Tensor? source_mean;
    private readonly Tensor? source_var;
    private readonly Tensor? source_batches_tracked;
    private readonly double _momentum;
    private readonly double _epsilon;

    /// <param name="channels">C.</param>
    /// <param name="policy">What batches are normalised by.</param>
    /// <param name="momentum">Share of a batch in the running statistics once many batches were seen, in (0, 0.1].</param>
    /// <param name="epsilon">Added to variances.</param>
    public DomainBatchNorm(long channels, BatchNormPolicy policy, double momentum = UsualMomentum, double epsilon = 1e-5) : base(nameof(DomainBatchNorm))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(momentum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(momentum, UsualMomentum);
        (Policy, _momentum, _epsilon) = (policy, momentum, epsilon);
        weight = nn.Parameter(ones(channels));
        bias = nn.Parameter(zeros(channels));
        (running_mean, running_var, num_batches_tracked) = (zeros(channels), ones(channels), zeros([], int64));
        if (policy == BatchNormPolicy.PerDomain)
            (source_mean, source_var, source_batches_tracked) = (zeros(channels), ones(channels), zeros([], int64));
        RegisterComponents();
    }

    public BatchNormPolicy Policy { get; }

    /// <summary>
    /// Running statistics are the plain average of all batches since <see cref="Forget"/>, each the same weight, instead of an exponential one: for recomputing
    /// them over weights that no longer change (Izmailov et al. 2018).
    /// </summary>
    public bool Cumulative { get; set; }

    /// <summary>Normalises a batch; in training mode its statistics join the running ones that the policy names.</summary>
    /// <param name="x">Of one domain, or of both under <see cref="BatchNormPolicy.Joint"/>.</param>
    /// <param name="domain">Whose; ignored by policies with one set of statistics for both.</param>
    public Tensor Forward(Tensor x, Domain domain)
    {
        if (!training)
            return Normalise(x, Evaluating(domain), momentum: 0);
        if (Policy == BatchNormPolicy.TargetOnly && domain == Domain.Source)
        {
            // libtorch wants somewhere to leave the statistics: of renders they are thrown away.
            using var away = zeros_like(running_mean);
            using var nothing = zeros_like(running_var);
            return Normalise(x, new(away, nothing, num_batches_tracked), momentum: 0.5);
        }
        var statistics = Of(domain);
        statistics.Batches.add_(1);
        return Normalise(x, statistics, Momentum(statistics.Seen));
    }

    /// <summary>Marks all as not seen: for weights that are about to change, old statistics mean nothing.</summary>
    public void Forget()
    {
        num_batches_tracked.zero_();
        source_batches_tracked?.zero_();
    }

    /// <summary>Writes a seen domain's statistics over those of an unseen one, so that saved weights alone say how to evaluate.</summary>
    /// <exception cref="FewLabelsException">The policy is <see cref="BatchNormPolicy.TargetOnly"/> and no photo passed.</exception>
    public void Settle()
    {
        if (Policy == BatchNormPolicy.TargetOnly && Of(Domain.Target).Seen == 0)
            throw new FewLabelsException("Statistics of batch norms are to come from photos alone, and no photo passed the network", "batch-norm: target-only", "Give the stage an objective that looks at photos, or take the policy per-domain.");
        if (Policy == BatchNormPolicy.PerDomain)
        {
            var (source, target) = (Of(Domain.Source), Of(Domain.Target));
            if (target.Seen == 0)
                target.TakeOver(source);
            else if (source.Seen == 0)
                source.TakeOver(target);
        }
        Restored();
    }

    /// <summary>Says that the statistics that photos are evaluated with were loaded from a file, and hold for renders too until some are known.</summary>
    public void Loaded()
    {
        if (Policy == BatchNormPolicy.PerDomain)
            Of(Domain.Source).TakeOver(Of(Domain.Target));
        Restored();
    }

    private void Restored()
    {
        num_batches_tracked.clamp_min_(1);
        source_batches_tracked?.clamp_min_(1);
    }

    private Tensor Normalise(Tensor x, Statistics by, double momentum) => nn.functional.batch_norm(x, by.Mean, by.Variance, weight, bias, training, momentum, _epsilon);

    private Statistics Of(Domain domain) => source_mean is not null && domain == Domain.Source
        ? new(source_mean, source_var!, source_batches_tracked!) : new(running_mean, running_var, num_batches_tracked);

    private Statistics Evaluating(Domain domain)
    {
        var own = Of(domain);
        return Policy != BatchNormPolicy.PerDomain || own.Seen > 0 ? own : Of(domain == Domain.Source ? Domain.Target : Domain.Source);
    }

    // A plain average at first, so that a few steps after Forget the statistics are already right. Then, down to the layer's own share, over about
    // the last tenth of the batches: a long average over a short stage would mostly be of weights that are gone.
    private double Momentum(long seen) =>
        Cumulative ? 1.0 / seen : Math.Max(_momentum, Math.Min(Math.Max(UsualMomentum, 1.0 / seen), 10.0 / (9 + seen)));

    /// <summary>Running statistics of one or both domains.</summary>
    private readonly record struct Statistics(Tensor Mean, Tensor Variance, Tensor Batches)
    {
        public long Seen => Batches.item<long>();

        public void TakeOver(Statistics other)
        {
            using var guard = no_grad();
            Mean.copy_(other.Mean);
            Variance.copy_(other.Variance);
            Batches.copy_(other.Batches);
        }
    }
}
