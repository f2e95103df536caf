namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>How a die's pips are made. Measures are shares of the die's side.</summary>
public sealed record PipStyle
{
    public float Radius { get; init; } = 0.095f;

    /// <summary>Radius of the 1's pip.</summary>
    public float OneRadius { get; init; } = 0.095f;

    /// <summary>Sine of the slope at a pip's rim: 0 painted flat on the surface, 1 a half sphere sunk into it.</summary>
    public float Slope { get; init; } = 0.5f;

    /// <summary>How open a pip's middle is to the light from around, 0 to 1.</summary>
    public float Openness { get; init; } = 0.8f;

    /// <summary>Numbers whose pips have the accent's material: bit n − 1 for number n.</summary>
    public int Accents { get; init; }

    public bool IsAccent(int number) => (Accents >> (number - 1) & 1) != 0;
}
