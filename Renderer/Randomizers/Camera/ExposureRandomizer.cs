namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>How far the camera's meter is off.</summary>
public sealed class ExposureRandomizer : Randomizer
{
    private readonly Parameter _stops;

    public ExposureRandomizer()
        : base("exposure") =>
        _stops = Declare("stops", new Normal(0, 0.35f), "camera", new(-10, 10), "EV", "exposure beyond the right one; 1 doubles the light");

    public override void OnIterationStart(Iteration iteration) => iteration.Scene.Photo.Exposure = iteration.Draw(_stops);
}
