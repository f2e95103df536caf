namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// Changes a scene for each image by numbers that it declares when it is made. It holds nothing of an image, so that several
/// threads build images with one randomizer.
/// </summary>
/// <param name="name">Lower case with hyphens; it is part of the draws' keys and columns.</param>
public abstract class Randomizer(string name)
{
    private readonly List<Parameter> _parameters = [];

    public string Name { get; } = name;

    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Once per image, after the randomizers before it: draws numbers and sets up the scene by them.</summary>
    public abstract void OnIterationStart(Iteration iteration);

    /// <summary>Makes a parameter; call it in the constructor or a field's initialiser.</summary>
    /// <param name="target">What the number is about; part of its key.</param>
    protected Parameter Declare(string name, Sampler sampler, string target = "garment")
    {
        var parameter = new Parameter(Name, target, name, sampler);
        _parameters.Add(parameter);
        return parameter;
    }

    protected Parameter Declare(string name, float min, float max, string target = "garment") =>
        Declare(name, new Uniform(min, max), target);
}
