using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>What is known of a character while its image is made; on the object that is labelled as it.</summary>
internal sealed class GlyphTag : RandomizerTag
{
    public GlyphKind Kind { get; set; } = GlyphKind.Printed;

    public GlyphFace Face { get; set; } = null!;

    /// <summary>Its class.</summary>
    public int Character { get; set; }

    /// <summary>How far its outline is moved out, in steps of <see cref="GlyphFonts.WeightStep"/>.</summary>
    public int Weight { get; set; }

    /// <summary>As the font has it, or of this image alone where <see cref="IsOwn"/>.</summary>
    public GlyphShape Shape { get; set; } = null!;

    /// <summary>Is the shape this image's own, so that its meshes are not kept?</summary>
    public bool IsOwn { get; set; }

    /// <summary>Slant and width: what is done to the shape about its middle. Its determinant is above 0, so that no character is ever mirrored.</summary>
    public Matrix3x2 Form { get; set; } = Matrix3x2.Identity;

    /// <summary>Where its middle is to be, in heights, from the subject's.</summary>
    public Vector2 Place { get; set; }

    /// <summary>The outline as it is in the image, about its middle.</summary>
    public IReadOnlyList<Vector2[]> Formed() => Form.IsIdentity
        ? Shape.Contours
        : [.. Shape.Contours.Select(ring => Array.ConvertAll(ring, point => Vector2.Transform(point, Form)))];

    /// <summary>Half the width and height of its box, slanted.</summary>
    public Vector2 HalfSize => Form.IsIdentity ? 0.5f * Shape.Size : HalfOf(Formed());

    // The box of a slanted outline need not have its middle where the upright one has; the greater half is safe for keeping apart.
    private static Vector2 HalfOf(IReadOnlyList<Vector2[]> contours)
    {
        var half = Vector2.Zero;
        foreach (var ring in contours)
        {
            foreach (var point in ring)
                half = Vector2.Max(half, Vector2.Abs(point));
        }
        return half;
    }
}
