namespace FewLabels.Sim.Renderer.Engine;

public enum LightType
{
    /// <summary>From infinitely far along the transform's forward axis.</summary>
    Directional,

    /// <summary>From a point, to all sides.</summary>
    Point,

    /// <summary>From a point, in a cone about the transform's forward axis.</summary>
    Spot,
}
