using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>Marks a plate with a picture.</summary>
public sealed class PlateTag : RandomizerTag
{
    /// <summary>Width and height, metres.</summary>
    public Vector2 Size { get; internal set; }
}
