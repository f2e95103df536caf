using System.Globalization;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>The values that a parameter makes sense for, both ends included; a distribution that can leave them is refused.</summary>
public readonly record struct Allowed(float Min, float Max)
{
    public static Allowed Any { get; } = new(float.NegativeInfinity, float.PositiveInfinity);

    public static Allowed Share { get; } = new(0, 1);

    public static Allowed Positive { get; } = new(0, float.PositiveInfinity);

    /// <summary>
    /// What a declaration without a range allows: the default's own range widened by its width on either side, never below 0
    /// where the default is not, and 0 to 1 where a number without a unit lies in there; anything where the default is a single value.
    /// </summary>
    public static Allowed From(Support @default, string unit)
    {
        var (min, max) = @default;
        var width = max - min;
        if (!(width > 0))
            return Any;
        if (unit.Length == 0 && min >= 0 && max <= 1)
            return Share;
        return new(min >= 0 ? Math.Max(0, Difference(min, max, min)) : Difference(min, max, min), Difference(max, min, max));
    }

    // a - (b - c) of the decimals that people wrote and will read: 0.3 - (0.4 - 0.3) is 0.2 and not 0.20000002.
    private static float Difference(float a, float b, float c) =>
        Math.Max(Math.Abs(a), Math.Max(Math.Abs(b), Math.Abs(c))) < 1e9f ? (float)((decimal)a - ((decimal)b - (decimal)c)) : a - (b - c);

    public bool Contains(Support support) => support.Min >= Min && support.Max <= Max;

    /// <summary>A phrase for messages and listings: <c>0 to 1</c>, <c>0 or more</c>, <c>any number</c>.</summary>
    public override string ToString() => (float.IsFinite(Min), float.IsFinite(Max)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"{Min} to {Max}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"{Min} or more"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"{Max} or less"),
        _ => "any number",
    };
}
