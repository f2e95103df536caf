using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Randomizers.Notation;

/// <summary>
/// Makes a distribution of what a person wrote for a parameter:
/// <list type="table">
/// <item><term><c>0.5</c></term><description>always this number</description></item>
/// <item><term><c>[0.2, 0.8]</c>, <c>{ uniform: [0.2, 0.8] }</c></term><description><see cref="Uniform"/></description></item>
/// <item><term><c>{ normal: [mean, deviation] }</c></term><description><see cref="Normal"/>; with names also <c>reach</c></description></item>
/// <item><term><c>{ normal: { mean: …, deviation: …, min: …, max: … } }</c></term><description><see cref="TruncatedNormal"/>; one of the ends may be left out</description></item>
/// <item><term><c>{ log-uniform: [1, 100] }</c></term><description><see cref="LogUniform"/></description></item>
/// <item><term><c>{ curve: [[x, density], …] }</c></term><description><see cref="Curve"/></description></item>
/// <item><term><c>{ plain: 0.7, dots: 0.3 }</c>, <c>{ choice: { … } }</c>, <c>plain</c></term><description><see cref="Choice"/>; a name left out has the weight 0</description></item>
/// <item><term><c>yes</c>, <c>no</c>, <c>0.3</c></term><description><see cref="Chance"/>, for parameters that are yes or no</description></item>
/// <item><term><c>{ by-class: { default: …, Trouser: … } }</c></term><description><see cref="ByClass"/>; each of the above inside</description></item>
/// <item><term><c>[x, y, z]</c></term><description><see cref="ConstantVector"/></description></item>
/// <item><term><c>{ box: [[x, y, z], [x, y, z]] }</c></term><description><see cref="UniformBox"/>: the least corner, the largest</description></item>
/// <item><term><c>{ sphere-shell: { radius: [a, b], elevation: [a, b], spread: volume } }</c></term><description><see cref="SphereShell"/>; degrees; volume or area</description></item>
/// <item><term><c>{ poisson-disk: { width: …, depth: …, distance: … } }</c></term><description><see cref="PoissonDisk"/></description></item>
/// <item><term><c>{ rotation: uniform }</c></term><description><see cref="UniformRotation"/></description></item>
/// </list>
/// It changes no parameter; whoever asks sets <see cref="Parameter.Sampler"/>.
/// </summary>
/// <param name="classes">The scenario's classes in label order; empty where they are not known yet, and then <c>by-class</c> takes label numbers.</param>
public sealed class SamplerReader(IReadOnlyList<string> classes)
{
    private const string ByClassKind = "by-class";

    /// <param name="origin">The file and line, or the option, for messages.</param>
    /// <exception cref="FewLabelsException">The text is no distribution for this parameter, or one that can leave its allowed range.</exception>
    public Sampler Read(Parameter parameter, SamplerText text, string? origin = null)
    {
        var site = new Site(parameter.Path, origin);
        Func<Site, SamplerText, Sampler> read = parameter.Sampler.Choices is { } choices
            ? new ChoiceForms(choices).Read
            : new NumberForms(parameter.Allowed, parameter.Unit).Read;
        // Weights are no mappings, so that an outcome of this name is still a name.
        return text is SamplerMapping { Entries: [(ByClassKind, SamplerMapping own)] } ? ReadByClass(site.Below(ByClassKind), own, read) : read(site, text);
    }

    /// <param name="origin">The file and line, or the option, for messages.</param>
    /// <exception cref="FewLabelsException">The text is no distribution for this parameter, or one that can leave its allowed range.</exception>
    public static VectorSampler Read(VectorParameter parameter, SamplerText text, string? origin = null) =>
        new VectorForms(parameter).Read(new(parameter.Path, origin), text);

    private ByClass ReadByClass(Site site, SamplerMapping text, Func<Site, SamplerText, Sampler> read)
    {
        Sampler? others = null;
        var own = new List<(int, Sampler)>();
        foreach (var (name, value) in text.Entries)
        {
            var sampler = read(site.Below(name), value);
            if (name == ByClass.Others)
                others = sampler;
            else
                own.Add((LabelOf(site, name), sampler));
        }
        return others is null ? throw site.Missing(ByClass.Others) : site.Make(text, () => new ByClass(others, own));
    }

    private int LabelOf(Site site, string name)
    {
        for (var label = 0; label < classes.Count; label++)
        {
            if (classes[label] == name)
                return label;
        }
        if (classes.Count > 0)
            throw site.Unknown(name, [ByClass.Others, .. classes]);
        return int.TryParse(name, out var number) && number >= 0
            ? number
            : throw site.Wrong(new SamplerWord(name), "The names of the classes are not known before the scenario starts; give a class's label number, from 0 on.");
    }
}
