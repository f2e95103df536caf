using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>
/// Gives objects new surfaces: colour, metal, roughness, translucency, and a pattern or a picture. Of what they had, only relief and shape
/// stay: the normal map, the glow, which faces are drawn, and pictures that cut a shape out.
/// </summary>
public sealed class MaterialRandomizer : SurfaceRandomizer
{
    private readonly TaggedObjects _objects;

    /// <param name="objects">Those with a <see cref="MaterialTag"/> when null.</param>
    public MaterialRandomizer(SurfaceOptions? options = null, string name = "material", TaggedObjects? objects = null)
        : base(options ?? new(), name) => _objects = objects ?? TaggedObjects.With<MaterialTag>();

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var (number, thing) in _objects.Active(iteration))
        {
            var surface = DrawSurface(iteration, number);
            foreach (var renderer in _objects.Renderers(thing))
                renderer.Material = renderer.Material is { } before ? Over(before, surface.Copy()) : surface;
        }
    }

    private static StandardMaterial Over(Material before, StandardMaterial surface)
    {
        surface.DoubleSided = before.DoubleSided;
        if (before is not StandardMaterial standard)
            return surface;
        (surface.NormalTexture, surface.NormalScale) = (standard.NormalTexture, standard.NormalScale);
        (surface.Emission, surface.EmissionTexture, surface.AlphaCutoff) = (standard.Emission, standard.EmissionTexture, standard.AlphaCutoff);
        if (standard.AlphaCutoff > 0)
        {
            surface.AlbedoTexture = standard.AlbedoTexture;
            (surface.TextureScale, surface.TextureOffset) = (standard.TextureScale, standard.TextureOffset);
        }
        return surface;
    }
}
