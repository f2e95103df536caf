using System.Numerics;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Randomizers.Notation;

/// <summary>The ways to write a distribution of several numbers.</summary>
internal sealed class VectorForms(VectorParameter parameter)
{
    private static readonly string[] Kinds = ["box", "sphere-shell", "poisson-disk", "rotation"];

    private static readonly string[] ShellFields = ["radius", "elevation", "spread"];

    private static readonly string[] DiskFields = ["width", "depth", "distance"];

    private readonly IReadOnlyList<string> _components = parameter.Sampler.Components;

    private string Point => $"[{string.Join(", ", _components)}]";

    /// <summary>What fits this parameter, the kinds by their components.</summary>
    private string Forms => parameter.Sampler is PoissonDisk
        ? $"{{ poisson-disk: {{ {string.Join(": …, ", DiskFields)}: … }} }}: its points must keep their distance"
        : string.Join(" or ", new[] { Point, _components.Count switch
        {
            2 => "{ kind: … } with one of: box, poisson-disk",
            3 => "{ kind: … } with one of: box, sphere-shell",
            _ => "{ rotation: uniform }",
        } });

    /// <exception cref="FewLabelsException">It is none, has other components, or can leave the allowed range.</exception>
    public VectorSampler Read(Site site, SamplerText text)
    {
        var sampler = text switch
        {
            SamplerList => ReadConstant(site, text),
            SamplerMapping mapping => ReadKind(site, mapping),
            _ => throw site.Wrong(text, $"Give {Forms}."),
        };
        if (!sampler.Components.SequenceEqual(_components))
            throw site.Wrong(text, $"It gives {string.Join(", ", sampler.Components)}, and {parameter.Path} is {string.Join(", ", _components)}. Give {Forms}.");
        if (parameter.Sampler is PoissonDisk && sampler is not PoissonDisk)
            throw site.Wrong(text, $"Give {Forms}.");
        foreach (var (component, support) in _components.Zip(sampler.Support))
        {
            if (!parameter.Allowed.Contains(support))
                throw site.OutOfRange(text, $"{component} from {support}", $"{parameter.Allowed} {parameter.Unit}".TrimEnd());
        }
        return sampler;
    }

    private VectorSampler ReadKind(Site site, SamplerMapping mapping)
    {
        var (kind, argument) = site.Only(mapping, Forms);
        var below = site.Below(kind);
        return kind switch
        {
            "box" => ReadBox(below, argument),
            "sphere-shell" => ReadShell(below, argument),
            "poisson-disk" => ReadDisk(below, argument),
            "rotation" when argument is SamplerWord { Text: "uniform" } => new UniformRotation(),
            "rotation" => throw below.Wrong(argument, "Give uniform."),
            _ => throw site.Unknown(kind, Kinds),
        };
    }

    private ConstantVector ReadConstant(Site site, SamplerText text)
    {
        var value = Vector(site, text, Forms);
        return site.Make(text, () => new ConstantVector(_components, value));
    }

    private UniformBox ReadBox(Site site, SamplerText text)
    {
        var allowed = $"two corners, the least and the largest: [{Point}, {Point}]";
        if (text is not SamplerList { Items: [var least, var largest] })
            throw site.Wrong(text, $"Give {allowed}.");
        Vector4 min = Vector(site, least, allowed), max = Vector(site, largest, allowed);
        return site.Make(text, () => new UniformBox(_components, min, max));
    }

    private static SphereShell ReadShell(Site site, SamplerText text)
    {
        var fields = site.Fields(text, ShellFields);
        if (!fields.TryGetValue("radius", out var radii))
            throw site.Missing("radius");
        var radius = site.Below("radius").Numbers(radii, 2, "[inner, outer]");
        float[] elevation = fields.TryGetValue("elevation", out var range) ? site.Below("elevation").Numbers(range, 2, "[least, largest] in degrees") : [-90, 90];
        var spread = fields.GetValueOrDefault("spread") switch
        {
            null or SamplerWord { Text: "volume" } => ShellSpread.Volume,
            SamplerWord { Text: "area" } => ShellSpread.Area,
            var other => throw site.Below("spread").Wrong(other, "Give volume or area."),
        };
        return site.Make(text, () => new SphereShell(radius[0], radius[1], elevation[0], elevation[1], spread));
    }

    private static PoissonDisk ReadDisk(Site site, SamplerText text)
    {
        var fields = site.Fields(text, DiskFields);
        float Field(string name) => fields.TryGetValue(name, out var value) ? site.Below(name).Number(value) : throw site.Missing(name);
        float width = Field("width"), depth = Field("depth"), distance = Field("distance");
        return site.Make(text, () => new PoissonDisk(width, depth, distance));
    }

    private Vector4 Vector(Site site, SamplerText text, string allowed)
    {
        var numbers = site.Numbers(text, _components.Count, allowed);
        var value = Vector4.Zero;
        for (var c = 0; c < numbers.Length; c++)
            value[c] = numbers[c];
        return value;
    }
}
