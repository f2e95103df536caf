using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// One image in the making: its index, class, scene and draws. A draw's value is a function of
/// (seed, index, randomizer, target, parameter), so neither order nor other draws touch it.
/// </summary>
public sealed class Iteration
{
    private StreamKey _image;
    private StreamKey _scope;
    private string _scopeTarget = "";
    private Memory<float> _draws;

    internal Iteration(Scene scene) => Scene = scene;

    public Scene Scene { get; }

    public long Index { get; private set; }

    public int ClassId { get; private set; }

    /// <summary>The object that carries the image's label; set by the scenario.</summary>
    public GameObject Subject { get; internal set; } = null!;

    private string ScopeRandomizer { get; set; } = "";

    /// <summary>The parameter's value for this image, noted in the draw table.</summary>
    public float Draw(Parameter parameter)
    {
        if (!ReferenceEquals(_scopeTarget, parameter.Target))
            OpenScope(ScopeRandomizer, parameter.Target);
        var value = parameter.Sampler.Sample(_scope.With(parameter.Name).Open(), ClassId);
        _draws.Span[parameter.Column] = value;
        return value;
    }

    /// <summary>A yes-or-no parameter's value.</summary>
    public bool Is(Parameter parameter) => Draw(parameter) != 0;

    internal void Start(StreamKey seed, long index, int classId, Memory<float> draws)
    {
        (Index, ClassId, _draws) = (index, classId, draws);
        _image = seed.With(index);
        _draws.Span.Fill(float.NaN);
    }

    internal void Enter(Randomizer randomizer) => OpenScope(randomizer.Name, "garment");

    private void OpenScope(string randomizer, string target)
    {
        (ScopeRandomizer, _scopeTarget) = (randomizer, target);
        _scope = _image.With(randomizer).With(target);
    }
}
