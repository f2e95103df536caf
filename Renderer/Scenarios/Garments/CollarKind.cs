namespace FewLabels.Sim.Renderer.Scenarios.Garments;

public enum CollarKind
{
    None,
    Stand,
    Leaves,
    Lapels,
    Hood,
}
