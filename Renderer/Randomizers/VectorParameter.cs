namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Numbers that only make sense together, such as a rotation or a place on a sphere. Set <see cref="Sampler"/> before the first image only.</summary>
public sealed class VectorParameter : IParameter
{
    private VectorSampler _sampler;

    internal VectorParameter(string randomizer, string target, string name, VectorSampler sampler, string unit, string about)
    {
        (Target, Name, _sampler, Unit, About) = (target, name, sampler, unit, about);
        Path = $"{randomizer}.{name}";
        ColumnNames = [.. sampler.Components.Select(component => $"{Path}.{component}")];
    }

    /// <summary>What the numbers are about, such as an object's name.</summary>
    public string Target { get; }

    public string Name { get; }

    public string Path { get; }

    public string Unit { get; }

    public string About { get; }

    public IReadOnlyList<string> ColumnNames { get; }

    /// <exception cref="ArgumentException">The new distribution has other components than the old one.</exception>
    public VectorSampler Sampler
    {
        get => _sampler;
        set
        {
            if (!value.Components.SequenceEqual(_sampler.Components))
                throw new ArgumentException($"{Path} has the components {string.Join(", ", _sampler.Components)}.", nameof(value));
            _sampler = value;
        }
    }

    public int Column { get; private set; } = -1;

    int IParameter.Column { get => Column; set => Column = value; }
}
