using System.Globalization;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>The smallest and the largest number that a distribution can give.</summary>
public readonly record struct Support(float Min, float Max)
{
    /// <summary>The smallest range that holds both.</summary>
    public Support With(Support other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    public override string ToString() =>
        Min == Max ? Min.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Min} to {Max}");
}
