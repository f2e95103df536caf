namespace FewLabels.Sim.Renderer.Scenarios.Garments;

public enum NeckKind
{
    Round,
    Vee,
    Boat,
    Square,
}
