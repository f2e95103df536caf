using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios;

/// <summary>
/// What images show: classes, and randomizers that build each image's scene in their order. Threads share a scenario once the
/// first image is under way; change samplers and settings before that.
/// </summary>
public abstract class Scenario
{
    private readonly Dictionary<string, IParameter> _parameters = [];
    private readonly Dictionary<string, Setting> _settings = [];
    private bool _started;

    /// <param name="randomizers">In the order in which they run.</param>
    protected Scenario(string name, IReadOnlyList<string> classes, IReadOnlyList<Randomizer> randomizers)
    {
        (Name, Classes, Randomizers) = (name, classes, randomizers);
        var columns = new List<DrawColumn>();
        foreach (var parameter in randomizers.SelectMany(randomizer => randomizer.Parameters))
        {
            parameter.Column = columns.Count;
            columns.AddRange(parameter.ColumnNames.Select(column => new DrawColumn(column, (parameter as Parameter)?.Sampler.Choices)));
            _parameters.Add(parameter.Path, parameter);
        }
        foreach (var setting in randomizers.SelectMany(randomizer => randomizer.Settings))
            _settings.Add(setting.Path, setting);
        Columns = columns;
    }

    public string Name { get; }

    /// <summary>Class names in label order; known once the scenario has started (<see cref="Start"/>).</summary>
    public IReadOnlyList<string> Classes { get; protected set; }

    /// <summary>The labels of the scenario's keypoints, in order; empty where it has none.</summary>
    public IReadOnlyList<string> KeypointTemplate { get; protected init; } = [];

    /// <summary>Channels of its images unless the options say otherwise: 1 for grey, 3 for colour.</summary>
    public int Channels { get; protected init; } = 3;

    /// <summary>Changes of a whole image that leave its class what it was, for whoever augments its images; none unless said.</summary>
    public Symmetries Symmetries { get; protected init; }

    public IReadOnlyList<Randomizer> Randomizers { get; }

    /// <summary>All parameters by <c>randomizer.parameter</c>; their samplers may be replaced before the first image.</summary>
    public IReadOnlyDictionary<string, IParameter> Parameters => _parameters;

    /// <summary>All settings by <c>randomizer.setting</c>.</summary>
    public IReadOnlyDictionary<string, Setting> Settings => _settings;

    /// <summary>
    /// The files from elsewhere that images may show (fonts, pictures, models, panoramas), with their licences; known once the scenario has started. A scenario that loads some itself adds
    /// them to those of its randomizers, such as <see cref="Import.Model.Asset"/> or what <see cref="AssetFiles"/> makes of a path.
    /// </summary>
    public virtual IEnumerable<Asset> Assets => Randomizers.Where(randomizer => randomizer.Enabled).SelectMany(randomizer => randomizer.Assets).Distinct();

    /// <summary>The columns of the draw table.</summary>
    public IReadOnlyList<DrawColumn> Columns { get; }

    /// <summary>The one-number parameter of this path.</summary>
    /// <exception cref="FewLabelsException">There is no such parameter.</exception>
    public Parameter this[string path] => _parameters.TryGetValue(path, out var parameter) && parameter is Parameter number
        ? number
        : throw new FewLabelsException(
            $"The scenario has no parameter '{path}'{NearestName.Suggest(path, _parameters.Keys)}", Name,
            _parameters.Count == 0 ? "It has no parameters." : $"Parameters are named randomizer.parameter, such as '{_parameters.Keys.First()}'.", ExitCode.WrongUsage);

    /// <summary>Sets a parameter's distribution, a setting, or a randomizer's switch (<c>randomizer.enabled</c>), before the scenario starts.</summary>
    /// <param name="origin">The file and line, or the option, for messages.</param>
    /// <exception cref="FewLabelsException">There is nothing of this path, or the value does not fit it.</exception>
    public void Set(string path, SamplerText value, string? origin = null) => Set([new(path, value, origin)]);

    /// <summary>Makes several changes: switches and settings before parameters, else in their order, so that the last of a path holds.</summary>
    /// <exception cref="FewLabelsException">One of them can't be made; those before it are.</exception>
    public void Set(IEnumerable<ScenarioChange> changes)
    {
        foreach (var change in changes.OrderBy(change => change.IsParameter(this)))
            change.Apply(this);
    }

    /// <summary>Reads settings and loads files, before the first image; a second call does nothing.</summary>
    /// <exception cref="FewLabelsException">A setting or a file is wrong.</exception>
    public void Start()
    {
        if (_started)
            return;
        _started = true;
        foreach (var randomizer in Randomizers.Where(randomizer => randomizer.Enabled))
            randomizer.OnScenarioStart();
        OnScenarioStart();
    }

    /// <summary>The class of an image: each block of images has each class once, in an order of its own.</summary>
    public int ClassOf(long seed, long index)
    {
        Span<int> order = stackalloc int[Classes.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var block = Math.DivRem(index, Classes.Count, out var place);
        var stream = StreamKey.Of(seed).With("class").With(block).Open();
        stream.Shuffle(order);
        return order[(int)place];
    }

    /// <summary>Samples a side of a pixel at this size unless the options say otherwise, each shaded; 1 for four samples a pixel that share their shading.</summary>
    public virtual int Supersampling(int size) => 1;

    /// <summary>After the randomizers have started: the place to set <see cref="Classes"/> that come from files.</summary>
    protected virtual void OnScenarioStart()
    {
    }

    /// <summary>Before the randomizers of an image: puts what all images have into the empty scene. As it is, an empty labelled subject of the image's class.</summary>
    protected virtual void OnIterationStart(Iteration iteration)
    {
        iteration.Subject = iteration.Scene.Add("subject");
        iteration.Subject.AddComponent<Labeling>().ClassId = (byte)iteration.ClassId;
    }

    /// <summary>Builds image <paramref name="index"/> in the iteration's scene and notes its draws.</summary>
    internal void Build(Iteration iteration, long seed, long index, Memory<float> draws)
    {
        iteration.Start(StreamKey.Of(seed), index, ClassOf(seed, index), draws);
        iteration.Scene.Clear();
        OnIterationStart(iteration);
        foreach (var randomizer in Randomizers)
        {
            if (!randomizer.Enabled)
                continue;
            iteration.Enter(randomizer);
            randomizer.OnIterationStart(iteration);
        }
    }
}
