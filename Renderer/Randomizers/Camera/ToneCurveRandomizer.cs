namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>The maker's and the photographer's taste: highlights, gamma, contrast, saturation, brightness.</summary>
public sealed class ToneCurveRandomizer : Randomizer
{
    private readonly Parameter _shoulder, _gamma, _contrast, _saturation, _brightness;

    public ToneCurveRandomizer()
        : base("tone-curve")
    {
        _shoulder = Declare("shoulder", 0, 0.8f, "camera", Allowed.Share, "", "how far down highlights are compressed; 0 clips at white");
        _gamma = Declare("gamma", new Normal(1, 0.08f), "camera", new(0.1f, 10), "", "power on the encoded value; below 1 lifts the shadows");
        _contrast = Declare("contrast", new Normal(1.05f, 0.08f), "camera", new(0, 10), "", "slope about middle grey");
        _saturation = Declare("saturation", new Normal(1.05f, 0.12f), "camera", new(0, 10), "", "distance of colours from their grey; 0 makes the photo grey");
        _brightness = Declare("brightness", new Normal(0, 0.02f), "camera", new(-1, 1), "", "added to the encoded value");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var photo = iteration.Scene.Photo;
        photo.Shoulder = iteration.Draw(_shoulder);
        photo.Gamma = iteration.Draw(_gamma);
        photo.Contrast = iteration.Draw(_contrast);
        photo.Saturation = iteration.Draw(_saturation);
        photo.Brightness = iteration.Draw(_brightness);
    }
}
