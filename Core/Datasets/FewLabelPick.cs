using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>The few photos that somebody labelled.</summary>
public static class FewLabelPick
{
    /// <summary>
    /// Exactly <paramref name="perClass"/> samples of each class, chosen by <paramref name="seed"/>; the picks of a smaller number are
    /// among those of a larger one, so that label counts can be compared.
    /// </summary>
    /// <exception cref="FewLabelsException">A class has too few samples.</exception>
    public static LabelledImages Of(LabelledImages all, int perClass, long seed, string origin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perClass);
        var picks = new List<int>(perClass * all.Classes.Count);
        for (var c = 0; c < all.Classes.Count; c++)
        {
            var members = Enumerable.Range(0, all.Count).Where(i => all.Labels[i] == c).ToArray();
            if (members.Length < perClass)
                throw new FewLabelsException($"Class '{all.Classes[c]}' has {members.Length} labelled photos and the job asks for {perClass}", origin,
                    "Lower labels-per-class, or label more photos.");
            StreamKey.Of(seed).With("few-labels").With(c).Open().Shuffle(members.AsSpan());
            picks.AddRange(members.AsSpan(0, perClass));
        }
        return all.Take(picks.ToArray());
    }
}
