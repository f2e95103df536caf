using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Randomizers.Notation;

/// <summary>The ways to write a distribution of named outcomes, with yes and no among them.</summary>
internal sealed class ChoiceForms(IReadOnlyList<string> names)
{
    private readonly bool _isYesOrNo = names.SequenceEqual(Chance.Names);

    private string Forms => _isYesOrNo
        ? "yes, no, or the probability of yes (0 to 1)"
        : $"one of: {string.Join(", ", names)}; or weights such as {{ {names[0]}: 1, {names[^1]}: 1 }}";

    /// <exception cref="FewLabelsException">It is none.</exception>
    public Sampler Read(Site site, SamplerText text) => text switch
    {
        SamplerWord word => _isYesOrNo ? ReadChance(site, word) : ReadName(site, word),
        SamplerMapping { Entries: [("choice", SamplerMapping weights)] } => ReadWeights(site.Below("choice"), weights),
        SamplerMapping { Entries: [("by-class", SamplerMapping)] } => throw site.Wrong(text, "Give by-class once, at the top."),
        SamplerMapping weights => ReadWeights(site, weights),
        _ => throw site.Wrong(text, $"Give {Forms}."),
    };

    private Chance ReadChance(Site site, SamplerWord word) => word.Text switch
    {
        "yes" => new(1),
        "no" => new(0),
        _ when site.Number(word, Forms) is var probability and >= 0 and <= 1 => new(probability),
        _ => throw site.Wrong(word, $"Give {Forms}."),
    };

    private Choice ReadName(Site site, SamplerWord word) => names.Contains(word.Text)
        ? new([.. names.Select(name => (name, name == word.Text ? 1f : 0))])
        : throw site.Unknown(word.Text, [.. names]);

    private Choice ReadWeights(Site site, SamplerMapping text)
    {
        var fields = site.Fields(text, names);
        var outcomes = names.Select(name => (name, fields.TryGetValue(name, out var weight) ? site.Below(name).Number(weight, "a weight") : 0)).ToArray();
        return site.Make(text, () => new Choice(outcomes));
    }
}
