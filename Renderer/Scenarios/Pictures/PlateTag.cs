using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>Marks a plate with a picture.</summary>
public sealed class PlateTag : RandomizerTag
{
    /// <summary>Width and height of its outline, metres.</summary>
    public Vector2 Size => Picture.Shape.Size;

    internal Picture Picture { get; set; } = null!;

    internal PlateSurface Surface { get; set; }

    internal BodyKind Body { get; set; }
}
