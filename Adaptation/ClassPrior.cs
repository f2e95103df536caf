using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Adaptation;

/// <summary>How common each class is believed to be among photos: probabilities by class name.</summary>
internal static class ClassPrior
{
    /// <summary>The probabilities in label order, brought to a sum of exactly 1.</summary>
    /// <param name="prior">By class name.</param>
    /// <param name="classes">In label order.</param>
    /// <param name="objective">Who asks.</param>
    /// <exception cref="FewLabelsException">A class is missing, unknown or impossible, or they don't sum to 1 within 1 %.</exception>
    public static float[] InOrder(IReadOnlyDictionary<string, double> prior, IReadOnlyList<string> classes, string objective)
    {
        if (prior.Keys.FirstOrDefault(name => !classes.Contains(name)) is { } unknown)
            throw Wrong($"names a class '{unknown}' that the images don't have{NearestName.Suggest(unknown, classes)}");
        if (classes.FirstOrDefault(name => !prior.ContainsKey(name)) is { } missing)
            throw Wrong($"says nothing of the class '{missing}'");
        if (prior.FirstOrDefault(pair => !(pair.Value > 0)) is { Key: { } impossible })
            throw Wrong($"gives '{impossible}' no chance at all, which no answer can meet");
        var sum = prior.Values.Sum();
        return Math.Abs(sum - 1) <= 0.01 ? [.. classes.Select(name => (float)(prior[name] / sum))] : throw Wrong(FormattableString.Invariant($"sums to {sum:0.###}"));

        FewLabelsException Wrong(string what) => new($"The prior {what}", $"objective {objective}", $"Give each class a probability above 0, 1 in all: {string.Join(", ", classes)}.", ExitCode.WrongUsage);
    }
}
