using FewLabels.Sim.Core.Datasets.Assets;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// Changes a scene for each image by numbers that it declares when it is made. It holds nothing of an image, so that several
/// threads build images with one randomizer.
/// </summary>
/// <param name="name">Lower case with hyphens; it is part of the draws' keys and columns.</param>
public abstract class Randomizer(string name)
{
    // The first scenario's word; it is part of every key, and a change would change every image.
    internal const string DefaultTarget = "garment";

    private readonly List<IParameter> _parameters = [];
    private readonly List<Setting> _settings = [];

    public string Name { get; } = name;

    /// <summary>A randomizer that is switched off draws nothing and changes nothing.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The path of <see cref="Enabled"/>: <c>name.enabled</c>, yes or no.</summary>
    public string SwitchPath => $"{Name}.enabled";

    public IReadOnlyList<IParameter> Parameters => _parameters;

    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>The files from elsewhere that it may show, with their licences; known once the scenario has started.</summary>
    public virtual IEnumerable<Asset> Assets => [];

    /// <summary>Once, before the first image: reads settings, loads files. Called on one thread.</summary>
    /// <exception cref="Core.Errors.FewLabelsException">A setting or a file is wrong.</exception>
    public virtual void OnScenarioStart()
    {
    }

    /// <summary>Once per image, after the randomizers before it: draws numbers and sets up the scene by them.</summary>
    public abstract void OnIterationStart(Iteration iteration);

    /// <summary>Makes a parameter; call it in the constructor or a field's initialiser.</summary>
    /// <param name="allowed">The values that it makes sense for; a range about the default when null (<see cref="Allowed.From"/>).</param>
    /// <param name="unit">Such as <c>m</c>, <c>deg</c>, <c>px</c>.</param>
    /// <param name="about">What it means, a phrase.</param>
    /// <param name="target">What the number is about; part of its key.</param>
    protected Parameter Declare(
        string name, Sampler sampler, string target = DefaultTarget, Allowed? allowed = null, string unit = "", string about = "")
    {
        var range = allowed ?? (sampler.Choices is null ? Allowed.From(sampler.Support, unit) : Allowed.Any);
        var parameter = new Parameter(Name, target, name, sampler, range, unit, about);
        Add(_parameters, parameter, parameter.Path);
        return parameter;
    }

    protected Parameter Declare(
        string name, float min, float max, string target = DefaultTarget, Allowed? allowed = null, string unit = "", string about = "") =>
        Declare(name, new Uniform(min, max), target, allowed, unit, about);

    /// <summary>Makes a parameter of several numbers; call it in the constructor or a field's initialiser.</summary>
    /// <param name="allowed">The values that each of the numbers makes sense for; <see cref="Allowed.Any"/> when null.</param>
    protected VectorParameter Declare(
        string name, VectorSampler sampler, string target = DefaultTarget, string unit = "", string about = "", Allowed? allowed = null)
    {
        var parameter = new VectorParameter(Name, target, name, sampler, allowed ?? Allowed.Any, unit, about);
        Add(_parameters, parameter, parameter.Path);
        return parameter;
    }

    /// <summary>Makes a setting; call it in the constructor or a field's initialiser.</summary>
    protected Setting Setting(string name, string value, string about)
    {
        var setting = new Setting(Name, name, value, about);
        Add(_settings, setting, setting.Path);
        return setting;
    }

    // A path means one thing: what comes second could never be set.
    private void Add<T>(List<T> list, T item, string path)
    {
        if (path == SwitchPath || _parameters.Any(parameter => parameter.Path == path) || _settings.Any(setting => setting.Path == path))
            throw new ArgumentException($"{path} is declared twice.");
        list.Add(item);
    }
}
