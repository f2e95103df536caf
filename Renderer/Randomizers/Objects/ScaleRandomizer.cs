using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Multiplies the scale that the scenario gave to objects.</summary>
public sealed class ScaleRandomizer : Randomizer
{
    private static readonly Allowed Factors = new(0.001f, 1000);

    private readonly TaggedObjects _objects;
    private readonly Parameter _factor;
    private readonly Parameter[] _stretch = [];

    /// <param name="objects">Those with a <see cref="ScaleTag"/> when null.</param>
    public ScaleRandomizer(ScaleOptions? options = null, string name = "scale", TaggedObjects? objects = null)
        : base(name)
    {
        options ??= new();
        _objects = objects ?? TaggedObjects.With<ScaleTag>();
        _factor = Declare("factor", options.Factor, allowed: Factors, about: "factor on an object's size");
        if (options.Stretch is { } stretch)
            _stretch = [.. "xyz".Select(axis => Declare($"stretch-{axis}", stretch, allowed: Factors, about: $"further factor along the object's {axis} axis"))];
    }

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var (number, thing) in _objects.Active(iteration))
        {
            var factor = new Vector3(iteration.Draw(_factor, number));
            for (var axis = 0; axis < _stretch.Length; axis++)
                factor[axis] *= iteration.Draw(_stretch[axis], number);
            thing.Transform.LocalScale *= factor;
        }
    }
}
