using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Objectives;

/// <summary>What one objective adds to a step's loss.</summary>
/// <param name="Total">A scalar with gradient, weight included.</param>
/// <param name="Figures">Scalars to report, without gradient.</param>
public sealed record Loss(Tensor Total, params (string Name, Tensor Value)[] Figures)
{
    /// <summary>Looks whether all that should be one number is.</summary>
    /// <param name="objective">Whose loss it is, for the message.</param>
    /// <exception cref="InvalidOperationException">The total is no scalar, or a figure is more or less than one number.</exception>
    internal Loss Required(string objective)
    {
        // One number in a list is not enough: added to scalars it would make a list of the whole loss.
        if (Total.shape.Length > 0)
            throw new InvalidOperationException($"The loss of objective '{objective}' has the shape [{string.Join(", ", Total.shape)}] and must be a scalar, of shape []: reduce it, as by mean().");
        foreach (var (name, value) in Figures)
            if (value.numel() != 1)
                throw new InvalidOperationException($"The figure '{name}' of objective '{objective}' has the shape [{string.Join(", ", value.shape)}] and must be one number: reduce it, as by mean().");
        return this;
    }
}
