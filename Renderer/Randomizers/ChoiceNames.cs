namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>What the outcomes of a choice stand for, by their names, so that a scenario may offer some of them only, in any order.</summary>
internal static class ChoiceNames
{
    /// <summary>The enum's members that the outcomes 0, 1, … are named after, letter case aside.</summary>
    /// <exception cref="ArgumentException">The sampler has no choices, or one is named after no member.</exception>
    public static T[] Of<T>(Sampler sampler, params T[] except)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().Except(except).ToArray();
        if (sampler.Choices is not { } names)
            throw new ArgumentException($"A choice is needed, of {string.Join(", ", known)}.", nameof(sampler));
        return [.. names.Select(name => Array.FindIndex(known, member => name.Equals(member.ToString(), StringComparison.OrdinalIgnoreCase)) is >= 0 and var at
            ? known[at]
            : throw new ArgumentException($"'{name}' is none of {string.Join(", ", known)}.", nameof(sampler)))];
    }
}
