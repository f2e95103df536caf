namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>One number that a randomizer draws for an image or for each of its objects. Set <see cref="Sampler"/> before the first image only.</summary>
public sealed class Parameter : IParameter
{
    private Sampler _sampler;

    internal Parameter(string randomizer, string target, string name, Sampler sampler, Allowed allowed, string unit, string about)
    {
        (Target, Name, Allowed, Unit, About) = (target, name, allowed, unit, about);
        Path = $"{randomizer}.{name}";
        _sampler = Fitting(sampler);
    }

    /// <summary>What the number is about, such as an object's name.</summary>
    public string Target { get; }

    public string Name { get; }

    public string Path { get; }

    public string Unit { get; }

    public string About { get; }

    /// <summary>The values that it makes sense for; choices need none.</summary>
    public Allowed Allowed { get; }

    public IReadOnlyList<string> ColumnNames => [Path];

    /// <exception cref="ArgumentException">The new distribution has other choices than the old one, or can leave the allowed range.</exception>
    public Sampler Sampler
    {
        get => _sampler;
        set
        {
            if (!(value.Choices ?? []).SequenceEqual(_sampler.Choices ?? []))
                throw new ArgumentException($"{Path} must keep its choices.", nameof(value));
            _sampler = Fitting(value);
        }
    }

    public int Column { get; private set; } = -1;

    int IParameter.Column { get => Column; set => Column = value; }

    private Sampler Fitting(Sampler sampler) => sampler.Choices is not null || Allowed.Contains(sampler.Support)
        ? sampler
        : throw new ArgumentException($"{Path} allows {Allowed}, and this distribution gives {sampler.Support}.", nameof(sampler));
}
