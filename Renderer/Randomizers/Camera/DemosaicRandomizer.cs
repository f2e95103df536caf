namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>Whether the picture shows its sensor's mosaic: one at full size does, one that was made smaller since does not.</summary>
public sealed class DemosaicRandomizer : Randomizer
{
    private readonly Parameter _used;

    public DemosaicRandomizer()
        : base("demosaic") =>
        _used = Declare("used", new Chance(0.5f), "camera", about: "whether each pixel senses one colour and the others are interpolated");

    public override void OnIterationStart(Iteration iteration) => iteration.Scene.Photo.Demosaic = iteration.Is(_used);
}
