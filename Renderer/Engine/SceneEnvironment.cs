using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>Light that comes from all around, diffuse and mirrored: three colours from below to above, soft boxes, and a panorama.</summary>
public sealed class SceneEnvironment
{
    public const int MostSoftBoxes = 4;

    /// <summary>Radiance from straight above, linear RGB.</summary>
    public Vector3 Sky { get; set; } = new(0.4f);

    /// <summary>From the horizon.</summary>
    public Vector3 Equator { get; set; } = new(0.3f);

    /// <summary>From straight below.</summary>
    public Vector3 Ground { get; set; } = new(0.2f);

    /// <summary>Bright patches; the first <see cref="MostSoftBoxes"/> shine.</summary>
    public List<SoftBox> SoftBoxes { get; } = [];

    /// <summary>An equirectangular picture of all around (its middle is +Z, its top +Y); it adds to the colours above.</summary>
    public Panorama? Panorama { get; set; }

    /// <summary>Factor on the panorama's light.</summary>
    public float PanoramaIntensity { get; set; } = 1;

    /// <summary>Turn of the panorama about Y, radians.</summary>
    public float PanoramaRotation { get; set; }

    /// <summary>How much crevices and contacts darken the light from around, 0 to 1 (screen-space ambient occlusion).</summary>
    public float AmbientOcclusion { get; set; }

    /// <summary>Metres within which things shade one another.</summary>
    public float AmbientOcclusionRadius { get; set; } = 0.05f;

    internal void Reset()
    {
        (Sky, Equator, Ground) = (new(0.4f), new(0.3f), new(0.2f));
        SoftBoxes.Clear();
        (Panorama, PanoramaIntensity, PanoramaRotation) = (null, 1, 0);
        (AmbientOcclusion, AmbientOcclusionRadius) = (0, 0.05f);
    }
}
