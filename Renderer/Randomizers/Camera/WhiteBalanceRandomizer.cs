using FewLabels.Sim.Renderer.CameraPipeline;

namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>What the automatic white balance leaves of the light's colour, by <see cref="ColorTemperature.Gains"/>.</summary>
public sealed class WhiteBalanceRandomizer : Randomizer
{
    private readonly Parameter _temperature, _tint;

    public WhiteBalanceRandomizer()
        : base("white-balance")
    {
        _temperature = Declare("temperature", new Normal(0, 18), "camera", new(-87, 446), "mired", "shift of the colour temperature; above 0 warmer");
        _tint = Declare("tint", new Normal(0, 3), "camera", new(-50, 50), "1/1000 uv", "shift across the temperatures; above 0 greener, below more magenta");
    }

    public override void OnIterationStart(Iteration iteration) =>
        iteration.Scene.Photo.WhiteBalance = ColorTemperature.Gains(iteration.Draw(_temperature), iteration.Draw(_tint));
}
