namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Numbers that only make sense together, such as a rotation or a place on a sphere. Set <see cref="Sampler"/> before the first image only.</summary>
public sealed class VectorParameter : IParameter
{
    private VectorSampler _sampler;

    internal VectorParameter(string randomizer, string target, string name, VectorSampler sampler, Allowed allowed, string unit, string about)
    {
        (Target, Name, Allowed, Unit, About) = (target, name, allowed, unit, about);
        Path = $"{randomizer}.{name}";
        _sampler = Fitting(sampler);
        ColumnNames = [.. sampler.Components.Select(component => $"{Path}.{component}")];
    }

    /// <summary>What the numbers are about, such as an object's name.</summary>
    public string Target { get; }

    public string Name { get; }

    public string Path { get; }

    public string Unit { get; }

    public string About { get; }

    /// <summary>The values that each of its numbers makes sense for.</summary>
    public Allowed Allowed { get; }

    public IReadOnlyList<string> ColumnNames { get; }

    /// <exception cref="ArgumentException">
    /// The new distribution has other components than the old one, can leave the allowed range, or takes the place of a Poisson
    /// disk without keeping points apart.
    /// </exception>
    public VectorSampler Sampler
    {
        get => _sampler;
        set
        {
            if (!value.Components.SequenceEqual(_sampler.Components))
                throw new ArgumentException($"{Path} has the components {string.Join(", ", _sampler.Components)}.", nameof(value));
            if (_sampler is PoissonDisk && value is not PoissonDisk)
                throw new ArgumentException($"{Path} needs points that keep their distance.", nameof(value));
            _sampler = Fitting(value);
        }
    }

    public int Column { get; private set; } = -1;

    int IParameter.Column { get => Column; set => Column = value; }

    private VectorSampler Fitting(VectorSampler sampler)
    {
        foreach (var (component, support) in sampler.Components.Zip(sampler.Support))
        {
            if (!Allowed.Contains(support))
                throw new ArgumentException($"{Path} allows {Allowed}, and this distribution gives {component} from {support}.", nameof(sampler));
        }
        return sampler;
    }
}
