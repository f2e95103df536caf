namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>How much darker the corners are.</summary>
public sealed class VignettingRandomizer : Randomizer
{
    private readonly Parameter _loss;

    public VignettingRandomizer()
        : base("vignetting") =>
        _loss = Declare("loss", 0, 0.35f, "camera", Allowed.Share, "", "share of the light that the corners lose");

    public override void OnIterationStart(Iteration iteration) => iteration.Scene.Photo.Vignetting = iteration.Draw(_loss);
}
