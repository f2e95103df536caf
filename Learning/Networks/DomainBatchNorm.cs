using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>
/// Batch normalisation of <c>[N, C, …]</c> with shared scale and shift and running statistics for each domain (Chang et al. 2019, without
/// the separate affine part): a batch of one domain is normalised by that domain alone, in training and in evaluation.
/// Where a domain has not been seen since <see cref="Forget"/>, the other's statistics stand in: a network that never saw a
/// photo judges photos by what it knows of renders.
/// </summary>
public sealed class DomainBatchNorm : nn.Module
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Tensor source_mean;
    private readonly Tensor source_var;
    private readonly Tensor target_mean;
    private readonly Tensor target_var;
    private readonly int[] _seen = new int[2];

    /// <param name="channels">C.</param>
    public DomainBatchNorm(long channels) : base(nameof(DomainBatchNorm))
    {
        weight = nn.Parameter(ones(channels));
        bias = nn.Parameter(zeros(channels));
        (source_mean, source_var) = (zeros(channels), ones(channels));
        (target_mean, target_var) = (zeros(channels), ones(channels));
        RegisterComponents();
    }

    /// <summary>In training mode, statistics are the plain average of all batches since <see cref="Forget"/>, and not an exponential one.</summary>
    public bool Cumulative { get; set; }

    /// <summary>Batches of renders and of photos since <see cref="Forget"/>.</summary>
    public IReadOnlyList<int> Seen
    {
        get => [.. _seen];
        set => (_seen[0], _seen[1]) = (value[0], value[1]);
    }

    /// <summary>Normalises a batch of one domain; in training mode its statistics join that domain's running ones.</summary>
    public Tensor Forward(Tensor x, Domain domain)
    {
        if (!training && _seen[(int)domain] == 0)
            domain = domain == Domain.Source ? Domain.Target : Domain.Source;
        var (mean, var) = domain == Domain.Source ? (source_mean, source_var) : (target_mean, target_var);
        // A plain average at first, then an exponential one: a few steps after Forget the statistics are already right.
        var momentum = training ? Math.Max(Cumulative ? 0 : Momentum, 1.0 / ++_seen[(int)domain]) : Momentum;
        return nn.functional.batch_norm(x, mean, var, weight, bias, training, momentum, Epsilon);
    }

    /// <summary>Marks both domains as not seen: for weights that are about to change, old statistics mean nothing.</summary>
    public void Forget() => _seen.AsSpan().Clear();

    /// <summary>Takes over which domains another layer has seen; for copies of a network.</summary>
    public void SeenAs(DomainBatchNorm other) => other._seen.CopyTo(_seen, 0);

    /// <summary>Writes a seen domain's statistics over those of an unseen one, so that saved weights alone say how to evaluate.</summary>
    public void Settle()
    {
        using var guard = no_grad();
        if (_seen[(int)Domain.Target] == 0)
        {
            target_mean.copy_(source_mean);
            target_var.copy_(source_var);
        }
        else if (_seen[(int)Domain.Source] == 0)
        {
            source_mean.copy_(target_mean);
            source_var.copy_(target_var);
        }
        Restored();
    }

    /// <summary>Says that the statistics of both domains hold, as they do when they were loaded from a file.</summary>
    public void Restored() => _seen.AsSpan().Fill(Math.Max(1, _seen.Max()));
}
