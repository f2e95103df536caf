namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>The file that most photos have been through.</summary>
public sealed class JpegRandomizer : Randomizer
{
    private readonly Parameter _used, _quality;

    public JpegRandomizer()
        : base("jpeg")
    {
        _used = Declare("used", new Chance(0.7f), "camera", about: "whether the photo is stored as JPEG");
        _quality = Declare("quality", 60, 98, "camera", new(1, 100), "", "of the JPEG; the part after the point is dropped");
    }

    public override void OnIterationStart(Iteration iteration) =>
        iteration.Scene.Photo.JpegQuality = iteration.Is(_used) ? (int)iteration.Draw(_quality) : 0;
}
