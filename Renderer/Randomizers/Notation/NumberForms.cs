using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Randomizers.Notation;

/// <summary>The ways to write a distribution of a number.</summary>
internal sealed class NumberForms(Allowed allowed, string unit)
{
    private const string Pair = "two numbers: [least, largest]";

    private static readonly string[] Kinds = ["uniform", "normal", "log-uniform", "curve", "by-class"];

    private static readonly string[] NormalFields = ["mean", "deviation", "reach", "min", "max"];

    private static readonly string Forms = $"a number, a range [least, largest], or {{ kind: … }} with one of: {string.Join(", ", Kinds)}";

    /// <exception cref="FewLabelsException">It is none, or can leave the allowed range.</exception>
    public Sampler Read(Site site, SamplerText text)
    {
        var sampler = text switch
        {
            SamplerWord => new Constant(site.Number(text, Forms)),
            SamplerList => ReadPair(site, text, Forms, (min, max) => new Uniform(min, max)),
            SamplerMapping mapping => ReadKind(site, mapping),
            _ => throw site.Wrong(text, $"Give {Forms}."),
        };
        return allowed.Contains(sampler.Support)
            ? sampler
            : throw site.OutOfRange(text, sampler.Support.ToString(), unit.Length == 0 ? allowed.ToString() : $"{allowed} {unit}");
    }

    private static Sampler ReadKind(Site site, SamplerMapping mapping)
    {
        var (kind, argument) = site.Only(mapping, Forms);
        var below = site.Below(kind);
        return kind switch
        {
            "uniform" => ReadPair(below, argument, Pair, (min, max) => new Uniform(min, max)),
            "log-uniform" => ReadPair(below, argument, Pair, (min, max) => new LogUniform(min, max)),
            "normal" when argument is SamplerMapping => ReadNormal(below, argument),
            "normal" => ReadPair(below, argument, "[mean, deviation] or { mean: …, deviation: … }", (mean, deviation) => new Normal(mean, deviation)),
            "curve" => ReadCurve(below, argument),
            "by-class" => throw site.Wrong(mapping, "Give by-class once, at the top, as a mapping: { by-class: { default: …, some class: … } }."),
            _ => throw site.Unknown(kind, Kinds),
        };
    }

    private static Sampler ReadPair(Site site, SamplerText text, string allowed, Func<float, float, Sampler> make)
    {
        var pair = site.Numbers(text, 2, allowed);
        return site.Make(text, () => make(pair[0], pair[1]));
    }

    private static Sampler ReadNormal(Site site, SamplerText text)
    {
        var fields = site.Fields(text, NormalFields);
        float Field(string name, float? fallback = null) => fields.TryGetValue(name, out var value)
            ? site.Below(name).Number(value)
            : fallback ?? throw site.Missing(name);
        float mean = Field("mean"), deviation = Field("deviation");
        if (!fields.ContainsKey("min") && !fields.ContainsKey("max"))
            return site.Make(text, () => new Normal(mean, deviation, Field("reach", Normal.UsualReach)));
        if (fields.ContainsKey("reach"))
            throw site.Wrong(text, "Give either a reach, or min and max.");
        return site.Make(text, () => new TruncatedNormal(mean, deviation, Field("min", float.NegativeInfinity), Field("max", float.PositiveInfinity)));
    }

    private static Curve ReadCurve(Site site, SamplerText text)
    {
        const string Points = "a list of two or more points [x, density]";
        if (text is not SamplerList list)
            throw site.Wrong(text, $"Give {Points}.");
        var points = list.Items.Select(item => site.Numbers(item, 2, Points)).Select(point => (point[0], point[1])).ToArray();
        return site.Make(text, () => new Curve(points));
    }
}
