namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>One number that a randomizer draws for an image. Set <see cref="Sampler"/> before the first image only.</summary>
public sealed class Parameter
{
    private Sampler _sampler;

    internal Parameter(string randomizer, string target, string name, Sampler sampler)
    {
        (Target, Name, _sampler) = (target, name, sampler);
        Path = $"{randomizer}.{name}";
    }

    /// <summary>What the number is about, such as an object's name.</summary>
    public string Target { get; }

    public string Name { get; }

    /// <summary><c>randomizer.parameter</c>: the column of the draw table, and the path of <c>--set</c>.</summary>
    public string Path { get; }

    /// <exception cref="ArgumentException">The new distribution has other choices than the old one.</exception>
    public Sampler Sampler
    {
        get => _sampler;
        set
        {
            if (!(value.Choices ?? []).SequenceEqual(_sampler.Choices ?? []))
                throw new ArgumentException($"{Path} must keep its choices.", nameof(value));
            _sampler = value;
        }
    }

    /// <summary>The place in the draw table; a scenario sets it once.</summary>
    internal int Column { get; set; } = -1;
}
