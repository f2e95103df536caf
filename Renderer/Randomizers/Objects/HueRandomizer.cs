using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>
/// Shifts the hue of whatever colours objects have (albedo, pattern, emission) and keeps their saturation and value; greys stay grey.
/// Pictures keep their colours, but for the albedo that tints them. Objects without a <see cref="StandardMaterial"/> stay as they are.
/// </summary>
public sealed class HueRandomizer : Randomizer
{
    private readonly TaggedObjects _objects;
    private readonly Parameter _shift;

    /// <param name="objects">Those with a <see cref="HueTag"/> when null.</param>
    public HueRandomizer(HueOptions? options = null, string name = "hue", TaggedObjects? objects = null)
        : base(name)
    {
        _objects = objects ?? TaggedObjects.With<HueTag>();
        _shift = Declare("shift", (options ?? new()).Shift, allowed: new(-360, 360), unit: "deg", about: "turn on the circle of hues: 120 makes red green");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var (number, thing) in _objects.Active(iteration))
        {
            var shift = iteration.Draw(_shift, number);
            foreach (var renderer in _objects.Renderers(thing))
            {
                // Other objects, images and threads may show the same material.
                if (renderer.Material is StandardMaterial material)
                    renderer.Material = Shifted(material.Copy(), shift);
            }
        }
    }

    private static StandardMaterial Shifted(StandardMaterial material, float shift)
    {
        material.Albedo = Hsv.FromLinear(material.Albedo).Turned(shift).ToLinear();
        material.PatternColor = Hsv.FromLinear(material.PatternColor).Turned(shift).ToLinear();
        material.Emission = Hsv.FromLinear(material.Emission).Turned(shift).ToLinear();
        return material;
    }
}
