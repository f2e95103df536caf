using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// A physically based surface: Lambert diffuse and GGX specular with metallic and roughness (Burley 2012; Walter et al. 2007; the
/// metallic-roughness model of glTF 2.0). Colours are linear. Textures multiply the values beside them.
/// </summary>
public sealed class StandardMaterial : Material
{
    /// <summary>Linear RGB, each 0 to 1.</summary>
    public Vector3 Albedo { get; set; } = Vector3.One;

    /// <summary>sRGB colour, and coverage in alpha.</summary>
    public Texture? AlbedoTexture { get; set; }

    /// <summary>What is left of the texture's colours: 1 all, 0 their grey (Rec. 709 luminance of the linear light), as the sun bleaches prints.</summary>
    public float AlbedoSaturation { get; set; } = 1;

    /// <summary>
    /// How much darker the texture's colours are than a screen shows them, 0 to 1: light is multiplied by 1 − depth · (largest − smallest component), linear. Inks reach a
    /// screen's whites and blacks but not its reds and blues.
    /// </summary>
    public float AlbedoInkDepth { get; set; }

    /// <summary>0 (a dielectric of 4 % reflectance) to 1 (a metal whose reflectance is the albedo).</summary>
    public float Metallic { get; set; }

    /// <summary>0 (a mirror) to 1 (matt); the shader holds it at 0.05 or above.</summary>
    public float Roughness { get; set; } = 0.5f;

    /// <summary>Roughness in green and metallic in blue, linear, as glTF has them.</summary>
    public Texture? MetallicRoughnessTexture { get; set; }

    /// <summary>Tangent space, +Y up, linear.</summary>
    public Texture? NormalTexture { get; set; }

    /// <summary>Strength of the normal map or of the pattern's relief; 0 leaves the surface smooth.</summary>
    public float NormalScale { get; set; } = 1;

    /// <summary>Light that the surface gives off, linear RGB.</summary>
    public Vector3 Emission { get; set; }

    /// <summary>sRGB; multiplies <see cref="Emission"/>.</summary>
    public Texture? EmissionTexture { get; set; }

    /// <summary>Parts of the albedo texture whose alpha is below this are cut out, in the picture and in every label; 0 cuts nothing.</summary>
    public float AlphaCutoff { get; set; }

    /// <summary>Share of the light that passes under the surface and comes out elsewhere: 0 opaque, 1 wax. An approximation by wrapped light.</summary>
    public float Translucency { get; set; }

    /// <summary>Texture coordinates are multiplied by this, then <see cref="TextureOffset"/> is added.</summary>
    public Vector2 TextureScale { get; set; } = Vector2.One;

    public Vector2 TextureOffset { get; set; }

    /// <summary>A procedural pattern between the albedo and <see cref="PatternColor"/>.</summary>
    public PatternKind Pattern { get; set; }

    /// <summary>The pattern's other colour, linear RGB.</summary>
    public Vector3 PatternColor { get; set; }

    /// <summary>How much the pattern covers: 0 nothing, 1 all of what it is, in colour and in relief.</summary>
    public float PatternStrength { get; set; } = 1;

    /// <summary>Repeats per metre.</summary>
    public float PatternFrequency { get; set; } = 10;

    /// <summary>Where the pattern begins, in repeats; also which of all marbles this one is.</summary>
    public Vector3 PatternOffset { get; set; }

    /// <summary>0 (sharp edges) to 1 (soft).</summary>
    public float PatternSoftness { get; set; } = 0.2f;

    /// <summary>How disturbed marble veins, wood rings and weaves are: 0 none, 1 wild.</summary>
    public float PatternTurbulence { get; set; } = 0.5f;

    /// <summary>One of its own to change, where the original may be shared; both show the same textures.</summary>
    public StandardMaterial Copy() => (StandardMaterial)MemberwiseClone();
}
