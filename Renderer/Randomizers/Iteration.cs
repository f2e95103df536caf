using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// One image in the making: its index, class, scene and draws. A draw's value is a function of
/// (seed, index, randomizer, target, object, parameter), so neither order nor other draws touch it.
/// </summary>
public sealed class Iteration
{
    private StreamKey _image;
    private StreamKey _scope;
    private string _scopeTarget = "";
    private string _scopeRandomizer = "";
    private Memory<float> _draws;
    private readonly List<ObjectDraw> _objectDraws = [];

    internal Iteration(Scene scene) => Scene = scene;

    public Scene Scene { get; }

    public long Index { get; private set; }

    public int ClassId { get; private set; }

    /// <summary>The object that carries the image's label; set by the scenario.</summary>
    public GameObject Subject { get; internal set; } = null!;

    /// <summary>Draws of objects 1, 2, …, in the order in which they were made.</summary>
    internal IReadOnlyList<ObjectDraw> ObjectDraws => _objectDraws;

    /// <summary>The parameter's value for this image or for one of its objects, noted in the draw table.</summary>
    /// <param name="object">Objects of an image are numbered from 0 by whoever draws for them.</param>
    public float Draw(Parameter parameter, int @object = 0)
    {
        var value = parameter.Sampler.Sample(KeyOf(parameter.Target, parameter.Name, @object).Open(), ClassId);
        Note(parameter.Column, @object, value);
        return value;
    }

    /// <summary>A yes-or-no parameter's value.</summary>
    public bool Is(Parameter parameter, int @object = 0) => Draw(parameter, @object) != 0;

    /// <summary>Several numbers at once; components that the sampler does not have are 0.</summary>
    public Vector4 Draw(VectorParameter parameter, int @object = 0)
    {
        var value = parameter.Sampler.Sample(KeyOf(parameter.Target, parameter.Name, @object).Open());
        Note(parameter, @object, value);
        return value;
    }

    /// <summary>Places for up to <paramref name="most"/> objects that keep their distance; fewer when no more fit.</summary>
    /// <exception cref="ArgumentException">The parameter's sampler is no <see cref="PoissonDisk"/>.</exception>
    public IReadOnlyList<Vector2> DrawPoints(VectorParameter parameter, int most)
    {
        if (parameter.Sampler is not PoissonDisk disk)
            throw new ArgumentException($"{parameter.Path} is no Poisson disk.", nameof(parameter));
        var points = disk.Generate(KeyOf(parameter.Target, parameter.Name, 0).Open(), most);
        for (var i = 0; i < points.Count; i++)
            Note(parameter, i, new(points[i], 0, 0));
        return points;
    }

    /// <summary>The key of a stream of one's own, for what is too much to note: the grains of a noise, the letters of a clutter.</summary>
    public StreamKey Key(string use) => _image.With(_scopeRandomizer).With("key").With(use);

    /// <summary>Objects of the scene that carry this tag, in the order of its tree.</summary>
    public IEnumerable<T> Query<T>()
        where T : RandomizerTag
    {
        foreach (var root in Scene.Roots)
        {
            foreach (var tag in Below<T>(root))
                yield return tag;
        }
    }

    internal void Start(StreamKey seed, long index, int classId, Memory<float> draws)
    {
        (Index, ClassId, _draws) = (index, classId, draws);
        _image = seed.With(index);
        _draws.Span.Fill(float.NaN);
        _objectDraws.Clear();
    }

    internal void Enter(Randomizer randomizer) => OpenScope(randomizer.Name, Randomizer.DefaultTarget);

    private static IEnumerable<T> Below<T>(GameObject thing)
        where T : RandomizerTag
    {
        if (thing.GetComponent<T>() is { } tag)
            yield return tag;
        foreach (var child in thing.Transform.Children)
        {
            foreach (var below in Below<T>(child.GameObject))
                yield return below;
        }
    }

    private StreamKey KeyOf(string target, string name, int @object)
    {
        if (!ReferenceEquals(_scopeTarget, target))
            OpenScope(_scopeRandomizer, target);
        var key = _scope.With(name);
        return @object == 0 ? key : key.With(@object);
    }

    private void Note(VectorParameter parameter, int @object, Vector4 value)
    {
        for (var c = 0; c < parameter.ColumnNames.Count; c++)
            Note(parameter.Column + c, @object, value[c]);
    }

    private void Note(int column, int @object, float value)
    {
        if (@object == 0)
            _draws.Span[column] = value;
        else
            _objectDraws.Add(new(@object, column, value));
    }

    private void OpenScope(string randomizer, string target)
    {
        (_scopeRandomizer, _scopeTarget) = (randomizer, target);
        _scope = _image.With(randomizer).With(target);
    }
}
