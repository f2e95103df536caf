using System.Globalization;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// What samplers' constructors demand of their numbers. The messages are sentences without a parameter's name, because people
/// read them where they wrote the distribution.
/// </summary>
internal static class Checked
{
    /// <exception cref="ArgumentException">It is infinite or no number.</exception>
    public static float Finite(float value, string what) =>
        float.IsFinite(value) ? value : throw new ArgumentException($"{what} must be a finite number.");

    /// <exception cref="ArgumentException">It is not above 0, or not finite.</exception>
    public static float AboveZero(float value, string what) => Finite(value, what) > 0 ? value : throw Wrong(what, "be above 0", value);

    /// <exception cref="ArgumentException">It is below 0, or not finite.</exception>
    public static float NotNegative(float value, string what) => Finite(value, what) >= 0 ? value : throw Wrong(what, "not be below 0", value);

    /// <exception cref="ArgumentException">It is outside of the range.</exception>
    public static float Within(float value, float min, float max, string what) =>
        value >= min && value <= max ? value : throw Wrong(what, string.Create(CultureInfo.InvariantCulture, $"lie from {min} to {max}"), value);

    /// <summary>The second end of a range.</summary>
    /// <exception cref="ArgumentException">It is below the first.</exception>
    public static float NotBelow(float max, float min, string what) =>
        max >= min ? max : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The smaller end of {what} comes first: {min} is above {max}."));

    private static ArgumentException Wrong(string what, string demand, float value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what} must {demand}; it is {value}."));
}
