using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios;

/// <summary>
/// What images show: classes, and randomizers that build each image's scene in their order. Threads share a scenario once the
/// first image is under way; change samplers before that.
/// </summary>
public abstract class Scenario
{
    private readonly Dictionary<string, Parameter> _parameters = [];

    /// <param name="randomizers">In the order in which they run.</param>
    protected Scenario(string name, IReadOnlyList<string> classes, IReadOnlyList<Randomizer> randomizers)
    {
        (Name, Classes, Randomizers) = (name, classes, randomizers);
        var columns = new List<DrawColumn>();
        foreach (var parameter in randomizers.SelectMany(randomizer => randomizer.Parameters))
        {
            parameter.Column = columns.Count;
            columns.Add(new(parameter.Path, parameter.Sampler.Choices));
            _parameters.Add(parameter.Path, parameter);
        }
        Columns = columns;
    }

    public string Name { get; }

    /// <summary>Class names in label order.</summary>
    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<Randomizer> Randomizers { get; }

    /// <summary>All parameters by <c>randomizer.parameter</c>; their samplers may be replaced before the first image.</summary>
    public IReadOnlyDictionary<string, Parameter> Parameters => _parameters;

    /// <summary>The columns of the draw table.</summary>
    public IReadOnlyList<DrawColumn> Columns { get; }

    /// <summary>The parameter of this path.</summary>
    /// <exception cref="FewLabelsException">There is no such parameter.</exception>
    public Parameter this[string path] => _parameters.TryGetValue(path, out var parameter)
        ? parameter
        : throw new FewLabelsException(
            $"The scenario has no parameter '{path}'", Name,
            $"Parameters are named randomizer.parameter, such as '{_parameters.Keys.First()}'.", ExitCode.WrongUsage);

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

    /// <summary>Builds image <paramref name="index"/> in the iteration's scene and notes its draws.</summary>
    internal void Build(Iteration iteration, long seed, long index, Memory<float> draws)
    {
        iteration.Start(StreamKey.Of(seed), index, ClassOf(seed, index), draws);
        iteration.Scene.Clear();
        var subject = iteration.Scene.Add("subject");
        (subject.InstanceId, subject.ClassId) = (1, (byte)iteration.ClassId);
        iteration.Subject = subject;
        foreach (var randomizer in Randomizers)
        {
            iteration.Enter(randomizer);
            randomizer.OnIterationStart(iteration);
        }
    }
}
