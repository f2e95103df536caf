namespace FewLabels.Sim.Learning.Networks;

/// <summary>Sides of square images that a backbone takes, in pixels.</summary>
/// <param name="Least">Below it some layer would have nothing left to look at.</param>
/// <param name="Most">Above it the backbone is the wrong one: its first fully connected layer would be most of it.</param>
/// <param name="Usual">What it was designed for.</param>
public sealed record SizeRange(int Least, int Most, int Usual)
{
    public bool Has(int size) => size >= Least && size <= Most;

    public override string ToString() => Least == Most ? $"{Least}" : $"{Least}–{Most}";
}
