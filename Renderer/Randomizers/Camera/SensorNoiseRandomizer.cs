namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>Grain, from a phone in daylight (5,000 photons a pixel at white, which are a variance of 0.0002) to one in a dim room (500).</summary>
public sealed class SensorNoiseRandomizer : Randomizer
{
    private readonly Parameter _shot, _read;

    public SensorNoiseRandomizer()
        : base("sensor-noise")
    {
        _shot = Declare("shot", 0.0001f, 0.002f, "camera", Allowed.Share, "", "variance of the photon noise at white, linear: 1 over the photons that a pixel counts there");
        _read = Declare("read", 0, 0.008f, "camera", Allowed.Share, "", "deviation of the sensor's own noise, as a share of white, linear");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var photo = iteration.Scene.Photo;
        photo.ShotNoise = iteration.Draw(_shot);
        photo.ReadNoise = iteration.Draw(_read);
        photo.NoiseKey = iteration.Key("grain");
    }
}
