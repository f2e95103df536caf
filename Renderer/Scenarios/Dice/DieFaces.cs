using System.Numerics;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>Which way a die's numbers go round.</summary>
public enum DieTurn
{
    /// <summary>1, 2, 3 run counter-clockwise about the corner where they meet (dice of the West).</summary>
    Right,

    /// <summary>1, 2, 3 run clockwise (dice of China and Japan).</summary>
    Left,

    /// <summary>Opposite faces do not add up to seven: 1 faces 2, 3 faces 4, 5 faces 6.</summary>
    Odd,
}

/// <summary>What is on a die's six faces. Sides are numbered +X, −X, +Y, −Y, +Z, −Z.</summary>
public sealed record DieFaces
{
    // The side of numbers 1 to 6. This space is left-handed: 1 up, 2 in front (−Z) and 3 on the right (+X) run counter-clockwise.
    private static readonly int[][] Sides = [[2, 5, 0, 1, 4, 3], [2, 5, 1, 0, 4, 3], [2, 3, 0, 1, 5, 4]];

    public DieTurn Turn { get; init; }

    /// <summary>Do the 2, the 3 and the 6 stand a quarter turn from where they usually are?</summary>
    public bool TurnedTwo { get; init; }

    /// <inheritdoc cref="TurnedTwo"/>
    public bool TurnedThree { get; init; }

    /// <inheritdoc cref="TurnedTwo"/>
    public bool TurnedSix { get; init; }

    /// <summary>Pips in other places than usual: 2 side by side, 3 in a triangle, 4 as a diamond, 5 and 6 in a ring.</summary>
    public bool OddPips { get; init; }

    /// <summary>From a face's middle to its outer pips along each axis, a share of the side.</summary>
    public float Spread { get; init; } = 0.25f;

    /// <summary>Between the two rows of the 6, as a share of the way between its ends.</summary>
    public float SixWidth { get; init; } = 0.9f;

    /// <summary>The side that has a number.</summary>
    /// <param name="number">1 to 6.</param>
    public int SideOf(int number) => Sides[(int)Turn][number - 1];

    /// <summary>Pips of a face, from its middle: x to the right and y up as it is seen from outside.</summary>
    /// <param name="number">1 to 6.</param>
    /// <param name="pips">Room for six.</param>
    /// <returns>How many.</returns>
    public int Pips(int number, Span<Vector2> pips)
    {
        var d = Spread;
        var count = OddPips && number > 1 ? Odd(number, d, pips) : Usual(number, d, pips);
        if (number switch { 2 => TurnedTwo, 3 => TurnedThree, 6 => TurnedSix, _ => false })
        {
            for (var i = 0; i < count; i++)
                pips[i] = new(-pips[i].Y, pips[i].X);
        }
        return count;
    }

    private int Usual(int number, float d, Span<Vector2> pips)
    {
        var count = 0;
        if (number % 2 == 1)
            pips[count++] = Vector2.Zero;
        if (number > 1)
            (pips[count], pips[count + 1], count) = (new(-d, -d), new(d, d), count + 2);
        if (number > 3)
            (pips[count], pips[count + 1], count) = (new(-d, d), new(d, -d), count + 2);
        if (number == 6)
        {
            (pips[4], pips[5], count) = (new(-d, 0), new(d, 0), 6);
            for (var i = 0; i < count; i++)
                pips[i].X *= SixWidth;
        }
        return count;
    }

    private static int Odd(int number, float d, Span<Vector2> pips)
    {
        // A ring's neighbours are its radius apart where there are six.
        var reach = number == 4 ? d * 1.2f : d * 1.15f;
        var start = number == 2 ? 0 : MathF.PI / 2;
        for (var i = 0; i < number; i++)
        {
            var (sine, cosine) = MathF.SinCos(start + MathF.Tau * i / number);
            pips[i] = reach * new Vector2(cosine, sine);
        }
        return number;
    }
}
