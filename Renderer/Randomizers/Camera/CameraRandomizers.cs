namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>A phone's camera, stage by stage.</summary>
public static class CameraRandomizers
{
    /// <summary>
    /// One fresh randomizer for each stage, in the order of <see cref="CameraPipeline.PhotoPipeline"/>, for the end of a scenario's list: the
    /// focus asks where the subject and the camera are. Set <see cref="Randomizer.Enabled"/> to false on those that a scenario's photos don't need.
    /// </summary>
    public static IReadOnlyList<Randomizer> All() =>
    [
        new ChromaticAberrationRandomizer(),
        new DefocusRandomizer(),
        new MotionBlurRandomizer(),
        new VignettingRandomizer(),
        new ExposureRandomizer(),
        new WhiteBalanceRandomizer(),
        new SensorNoiseRandomizer(),
        new DemosaicRandomizer(),
        new ToneCurveRandomizer(),
        new SharpeningRandomizer(),
        new JpegRandomizer(),
    ];
}
