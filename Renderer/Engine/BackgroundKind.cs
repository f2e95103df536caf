namespace FewLabels.Sim.Renderer.Engine;

/// <summary>What stands behind everything.</summary>
public enum BackgroundKind
{
    /// <summary>A gradient from one colour to another (or one plain colour).</summary>
    Gradient,

    /// <summary>The environment, as the camera sees it.</summary>
    Environment,

    /// <summary>A picture that fills the frame.</summary>
    Picture,

    /// <summary>A procedural pattern.</summary>
    Pattern,
}
