namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>How a character is in the world; the names of the outcomes of <c>glyphs.kind</c>.</summary>
public enum GlyphKind
{
    /// <summary>A body that stands on the ground.</summary>
    Standing,

    /// <summary>A body that lies on a table or is fixed to a wall.</summary>
    Lying,

    /// <summary>Ink on paper, a plate, a box or a screen.</summary>
    Printed,

    /// <summary>Paint on a wall.</summary>
    Painted,

    /// <summary>Paint on a wall by a stencil, with bridges through the counters.</summary>
    Stencilled,

    /// <summary>Cut into a plate; its floor is what is labelled.</summary>
    Engraved,

    /// <summary>Drawn as by a hand on paper, a board or a screen.</summary>
    Hand,
}
