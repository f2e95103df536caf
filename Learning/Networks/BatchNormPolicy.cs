namespace FewLabels.Sim.Learning.Networks;

/// <summary>What batch norms normalise by when batches come from two domains. Scale and shift are shared under each.</summary>
public enum BatchNormPolicy
{
    /// <summary>
    /// A batch is of one domain, and each domain has running statistics of its own, which it is evaluated with (Chang et al. 2019, without the
    /// separate affine part).
    /// </summary>
    PerDomain,

    /// <summary>Both domains pass in one batch and share its statistics and the running ones: plain batch norm, as PyTorch's libraries for adaptation train.</summary>
    Joint,

    /// <summary>A batch is of one domain and normalised by itself, but both feed one set of running statistics, which is then a mixture of the two.</summary>
    Separate,

    /// <summary>A batch is of one domain and normalised by itself; running statistics come from photos alone, for evaluation of either (Shu et al. 2018, DIRT-T).</summary>
    TargetOnly,
}
