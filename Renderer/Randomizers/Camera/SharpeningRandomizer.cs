namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>The unsharp mask with which phones make their pictures crisp.</summary>
public sealed class SharpeningRandomizer : Randomizer
{
    private readonly Parameter _strength;

    public SharpeningRandomizer()
        : base("sharpening") =>
        _strength = Declare("strength", 0, 0.8f, "camera", new(-1, 10), "", "of the 3×3 unsharp mask; below 0 blurs");

    public override void OnIterationStart(Iteration iteration) => iteration.Scene.Photo.Sharpening = iteration.Draw(_strength);
}
