using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using SharpGLTF.Schema2;
using Material = SharpGLTF.Schema2.Material;
using Texture = FewLabels.Sim.Renderer.Engine.Texture;

namespace FewLabels.Sim.Renderer.Import.Gltf;

/// <summary>The materials of one glTF file, each made once.</summary>
internal sealed class GltfMaterials(string path, Gaps gaps)
{
    private readonly Dictionary<int, GltfSurface> _surfaces = [];
    private readonly Dictionary<(int Image, bool Srgb), Texture> _textures = [];

    /// <param name="material">Null for glTF's own: white metal, fully rough.</param>
    public GltfSurface Of(Material? material)
    {
        var index = material?.LogicalIndex ?? -1;
        if (!_surfaces.TryGetValue(index, out var surface))
            _surfaces[index] = surface = material is null ? Plain(new() { Metallic = 1, Roughness = 1 }) : Make(material);
        return surface;
    }

    private static GltfSurface Plain(StandardMaterial material) => new(material, 0, Matrix3x2.Identity, true, true);

    private GltfSurface Make(Material source)
    {
        var made = new StandardMaterial { DoubleSided = source.DoubleSided, Metallic = 1, Roughness = 1 };
        // Where the textures lie is told by the first that there is: a mesh has one set of coordinates here.
        var lie = new List<MaterialChannel>();
        var alpha = 1f;
        var color = source.FindChannel("BaseColor");
        if (color is null && source.FindChannel("Diffuse") is { } diffuse)
        {
            color = diffuse;
            (made.Metallic, made.Roughness) = (0, 1 - Factor(source.FindChannel("SpecularGlossiness"), "GlossinessFactor", 1));
            gaps.Add("Specular-glossiness materials keep their colour and mean gloss only (KHR_materials_pbrSpecularGlossiness).");
        }
        if (color is { } channel)
        {
            (made.Albedo, alpha) = (Clamped(channel.Color), channel.Color.W);
            made.AlbedoTexture = Textured(channel, lie, srgb: true);
        }
        if (source.FindChannel("MetallicRoughness") is { } metal)
        {
            made.Metallic = Share(Factor(metal, "MetallicFactor", 1));
            made.Roughness = Share(Factor(metal, "RoughnessFactor", 1));
            made.MetallicRoughnessTexture = Textured(metal, lie, srgb: false);
        }
        if (source.FindChannel("Normal") is { } normal)
        {
            made.NormalTexture = Textured(normal, lie, srgb: false);
            made.NormalScale = Factor(normal, "NormalScale", 1);
        }
        if (source.FindChannel("Emissive") is { } emissive)
        {
            var light = emissive.Color;
            made.Emission = new Vector3(light.X, light.Y, light.Z) * Factor(emissive, "EmissiveStrength", 1);
            made.EmissionTexture = made.Emission == Vector3.Zero ? null : Textured(emissive, lie, srgb: true);
        }
        if (source.FindChannel("Occlusion") is { Texture: not null })
            gaps.Add("Occlusion textures are left out.");
        if (source.Unlit)
            MakeUnlit(made);
        var visible = SetAlpha(made, source, alpha);
        if (lie.Count == 0)
            return Plain(made) with { Visible = visible };
        var first = Lie(lie[0]);
        if (lie.Any(other => Lie(other) != first))
            gaps.Add("Where textures of one material lie differently on a mesh, all lie as the first does.");
        var sampler = lie[0].TextureSampler;
        if (lie.Any(other => other.TextureSampler?.MagFilter == TextureInterpolationFilter.NEAREST))
            gaps.Add("Textures that ask for sharp pixels are smoothed.");
        var repeats = sampler is null or { WrapS: TextureWrapMode.REPEAT, WrapT: TextureWrapMode.REPEAT };
        return new(made, first.Set, first.Transform, repeats, visible);
    }

    private static (int Set, Matrix3x2 Transform) Lie(MaterialChannel channel) =>
        (channel.TextureTransform?.TextureCoordinateOverride ?? channel.TextureCoordinate, channel.TextureTransform?.Matrix ?? Matrix3x2.Identity);

    // A black metal reflects nothing, so that only the emission is seen; the albedo texture stays for its alpha.
    private static void MakeUnlit(StandardMaterial made)
    {
        (made.Emission, made.EmissionTexture) = (made.Albedo, made.AlbedoTexture);
        (made.Albedo, made.Metallic, made.Roughness) = (Vector3.Zero, 1, 1);
        (made.MetallicRoughnessTexture, made.NormalTexture) = (null, null);
    }

    private bool SetAlpha(StandardMaterial made, Material source, float alpha)
    {
        switch (source.Alpha)
        {
            case AlphaMode.MASK when made.AlbedoTexture is null:
                return alpha >= source.AlphaCutoff;
            case AlphaMode.MASK:
                // The factor multiplies the texture's alpha, so it divides what that is held against.
                made.AlphaCutoff = source.AlphaCutoff <= 0 ? 0 : source.AlphaCutoff / Math.Max(alpha, 1e-6f);
                return made.AlphaCutoff <= 1;
            case AlphaMode.BLEND when HasClearPixels(made.AlbedoTexture):
                made.AlphaCutoff = 0.5f;
                gaps.Add("Textures that fade out (alpha BLEND) are cut off at half alpha.");
                return true;
            case AlphaMode.BLEND when alpha == 0:
                return false;
            case AlphaMode.BLEND:
                gaps.Add("See-through surfaces (alpha BLEND) are drawn opaque.");
                return true;
            default:
                return true;
        }
    }

    private static bool HasClearPixels(Texture? texture)
    {
        var pixels = texture?.Image.Pixels ?? [];
        for (var i = 3; i < pixels.Length; i += 4)
        {
            if (pixels[i] < 128)
                return true;
        }
        return false;
    }

    private Texture? Textured(MaterialChannel channel, List<MaterialChannel> lie, bool srgb)
    {
        if (channel.Texture?.PrimaryImage is not { } image)
            return null;
        lie.Add(channel);
        if (!_textures.TryGetValue((image.LogicalIndex, srgb), out var texture))
        {
            var name = $"{path}, image {image.LogicalIndex}{(string.IsNullOrEmpty(image.Name) ? "" : $" '{image.Name}'")}";
            _textures[(image.LogicalIndex, srgb)] = texture = new(name, ImageCodec.ReadRgba(image.Content.Content.Span, name, managed: srgb), srgb);
        }
        return texture;
    }

    private static float Factor(MaterialChannel? channel, string name, float otherwise) =>
        channel?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Value is float value && float.IsFinite(value) ? value : otherwise;

    private static float Share(float value) => Math.Clamp(value, 0, 1);

    private static Vector3 Clamped(Vector4 color) => Vector3.Clamp(new(color.X, color.Y, color.Z), Vector3.Zero, Vector3.One);
}
