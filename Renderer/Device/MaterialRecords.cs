using System.Runtime.InteropServices;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>A batch's materials as the shaders read them, each in a slot of one size.</summary>
internal sealed class MaterialRecords(TexturePool textures)
{
    /// <summary>Bytes of a slot: what any driver takes as a uniform block's offset.</summary>
    public const int Stride = 256;

    private static readonly StandardMaterial Plain = new();

    private byte[] _bytes = new byte[64 * Stride];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count * Stride);

    public void Clear() => Count = 0;

    /// <summary>Adds a material and returns its slot; null is plain white.</summary>
    /// <param name="key">What of a shader it needs.</param>
    public int Add(Material? material, out ShaderKey key)
    {
        if ((Count + 1) * Stride > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        var slot = _bytes.AsSpan(Count * Stride, Stride);
        if (material is ClothMaterial cloth)
        {
            key = new() { Cloth = true };
            MemoryMarshal.Write(slot, cloth.Surface);
        }
        else
        {
            MemoryMarshal.Write(slot, Record(material as StandardMaterial ?? Plain, out key));
        }
        return Count++;
    }

    private StandardRecord Record(StandardMaterial m, out ShaderKey key)
    {
        key = new()
        {
            AlbedoMap = m.AlbedoTexture is not null,
            CutOut = m is { AlbedoTexture: not null, AlphaCutoff: > 0 },
            RoughnessMap = m.MetallicRoughnessTexture is not null,
            NormalMap = m.NormalTexture is not null,
            EmissionMap = m.EmissionTexture is not null,
            Pattern = (int)m.Pattern,
        };
        float Layer(Texture? texture) => texture is null ? 0 : textures.Use(texture);
        static float Srgb(Texture? texture) => texture is { IsSrgb: true } ? 1 : 0;
        return new()
        {
            Albedo = new(m.Albedo, m.Metallic),
            Emission = new(m.Emission, m.Roughness),
            UvTransform = new(m.TextureScale.X, m.TextureScale.Y, m.TextureOffset.X, m.TextureOffset.Y),
            Layers = new(Layer(m.AlbedoTexture), Layer(m.MetallicRoughnessTexture), Layer(m.NormalTexture), Layer(m.EmissionTexture)),
            Srgb = new(Srgb(m.AlbedoTexture), Srgb(m.MetallicRoughnessTexture), Srgb(m.EmissionTexture), m.AlphaCutoff),
            PatternColor = new(m.PatternColor, m.PatternFrequency),
            PatternMore = new(m.PatternOffset, m.PatternSoftness),
            Surface = new(m.NormalScale, m.Translucency, m.PatternTurbulence, m.PatternStrength),
            Print = new(m.AlbedoSaturation, m.AlbedoInkDepth, 0, 0),
        };
    }
}
