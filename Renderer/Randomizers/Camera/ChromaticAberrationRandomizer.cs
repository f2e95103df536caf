namespace FewLabels.Sim.Renderer.Randomizers.Camera;

/// <summary>Coloured fringes towards the corners. Phones correct theirs to about a thousandth of the picture.</summary>
public sealed class ChromaticAberrationRandomizer : Randomizer
{
    private readonly Parameter _shift;

    public ChromaticAberrationRandomizer()
        : base("chromatic-aberration") =>
        _shift = Declare(
            "shift", new Normal(0, 0.0012f), "camera", new(-0.05f, 0.05f), "of side",
            "how far out red and how far in blue lies at the corner, as a share of the image's shorter side");

    public override void OnIterationStart(Iteration iteration) => iteration.Scene.Photo.ChromaticAberration = iteration.Draw(_shift);
}
