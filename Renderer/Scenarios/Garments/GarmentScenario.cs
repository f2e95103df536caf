using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>Catalogue photos of clothes, shoes and bags, made into the small negatives that Fashion-MNIST holds.</summary>
public sealed class GarmentScenario : Scenario
{
    public GarmentScenario()
        : base("garments", GarmentClasses.Names, CreateRandomizers())
    {
        Channels = 1;
        // A shoe that points right is a shoe; upside down it is none that a catalogue shows.
        Symmetries = Symmetries.FlipHorizontal;
    }

    // A catalogue thumbnail has 73 pixels on its longer side; 28 × 3 comes nearest.
    public override int Supersampling(int size) => size <= 40 ? 3 : 2;

    // Shapes first: cloth colours what they built, the studio frames it, the photo develops it.
    private static Randomizer[] CreateRandomizers() =>
    [
        new TopRandomizer(),
        new TrouserRandomizer(),
        new ShoeRandomizer(),
        new SandalRandomizer(),
        new BagRandomizer(),
        new ClothRandomizer(),
        new StudioRandomizer(),
        new PhotoRandomizer(),
    ];
}
