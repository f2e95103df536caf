namespace FewLabels.Sim.Renderer.Engine;

/// <summary>What a print on the cloth shows.</summary>
public enum PrintKind
{
    None,
    Block,
    Disc,
    Ring,
    Text,
    Triangle,
}
