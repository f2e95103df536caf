using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>
/// Colours that a file gives to vertices. Our vertices have none, so each triangle's mean colour becomes a pixel of a small texture on
/// which the whole triangle lies: exact where triangles are of one colour, as low-polygon models are made.
/// </summary>
internal static class VertexColors
{
    /// <summary>So many different colours are kept; beyond it they are rounded to 4 bits a channel, which are as many.</summary>
    private const int MostColors = 4096;

    /// <param name="colors">Linear RGB, one for each position.</param>
    /// <param name="textured">The material's textures lie by the coordinates already.</param>
    public static StandardMaterial Apply(ref Geometry geometry, Vector3[] colors, StandardMaterial material, bool textured, Gaps gaps)
    {
        var first = colors.Length == 0 ? Vector3.One : colors[0];
        if (Array.TrueForAll(colors, color => color == first))
            return first == Vector3.One ? material : Tinted(material, first, null);
        if (textured)
        {
            gaps.Add("Colours of vertices are left out where there is a texture.");
            return material;
        }
        var pixels = Pixels(geometry, colors, gaps);
        var palette = new Dictionary<uint, int>();
        foreach (var pixel in pixels)
            palette.TryAdd(pixel, palette.Count);
        var side = (int)Math.Ceiling(Math.Sqrt(palette.Count));
        geometry = Spread(geometry, i => Middle(palette[pixels[i]], side));
        return Tinted(material, Vector3.One, Picture(palette, side));
    }

    private static uint[] Pixels(Geometry geometry, Vector3[] colors, Gaps gaps)
    {
        var pixels = new uint[geometry.Triangles.Count / 3];
        var fades = false;
        for (var i = 0; i < pixels.Length; i++)
        {
            Vector3 a = colors[geometry.Triangles[3 * i]], b = colors[geometry.Triangles[3 * i + 1]], c = colors[geometry.Triangles[3 * i + 2]];
            pixels[i] = Pixel((a + b + c) / 3);
            fades |= Vector3.Abs(a - b) is var ab && Vector3.Abs(a - c) is var ac && Math.Max(ab.Length(), ac.Length()) > 0.02f;
        }
        if (fades)
            gaps.Add("Colours that fade from vertex to vertex are the same all over each triangle.");
        return pixels.Distinct().Count() <= MostColors ? pixels : [.. pixels.Select(pixel => pixel & 0xF0F0F0 | 0x080808)];
    }

    private static Geometry Spread(Geometry geometry, Func<int, Vector2> coordinates)
    {
        var corners = geometry.Triangles;
        var flat = new Vector3[corners.Count];
        var normals = geometry.Normals is null ? null : new Vector3[corners.Count];
        var lie = new Vector2[corners.Count];
        for (var i = 0; i < corners.Count; i++)
        {
            flat[i] = geometry.Positions[corners[i]];
            lie[i] = coordinates(i / 3);
            if (normals is not null)
                normals[i] = geometry.Normals![corners[i]];
        }
        return new(flat, normals, lie, [.. Enumerable.Range(0, corners.Count)]);
    }

    private static Vector2 Middle(int index, int side) => new((index % side + 0.5f) / side, (index / side + 0.5f) / side);

    private static Texture Picture(Dictionary<uint, int> palette, int side)
    {
        var rgba = new byte[side * side * 4];
        foreach (var (pixel, index) in palette)
            (rgba[4 * index], rgba[4 * index + 1], rgba[4 * index + 2], rgba[4 * index + 3]) = ((byte)pixel, (byte)(pixel >> 8), (byte)(pixel >> 16), 255);
        return new("colours of vertices", new(side, side, 4, rgba));
    }

    private static uint Pixel(Vector3 color) => Encoded(color.X) | (uint)Encoded(color.Y) << 8 | (uint)Encoded(color.Z) << 16;

    // IEC 61966-2-1.
    private static byte Encoded(float linear)
    {
        var value = float.IsNaN(linear) ? 0 : Math.Clamp(linear, 0, 1);
        return (byte)Math.Round(255 * (value <= 0.0031308f ? 12.92f * value : 1.055f * MathF.Pow(value, 1 / 2.4f) - 0.055f));
    }

    // What shines by itself shines in the colour; a surface that shines by its albedo has none of that.
    private static StandardMaterial Tinted(StandardMaterial from, Vector3 color, Texture? texture)
    {
        var unlit = from.Albedo == Vector3.Zero;
        return new()
        {
            DoubleSided = from.DoubleSided,
            Albedo = from.Albedo * color,
            AlbedoTexture = unlit ? from.AlbedoTexture : texture ?? from.AlbedoTexture,
            Metallic = from.Metallic,
            Roughness = from.Roughness,
            MetallicRoughnessTexture = from.MetallicRoughnessTexture,
            NormalTexture = from.NormalTexture,
            NormalScale = from.NormalScale,
            Emission = unlit ? from.Emission * color : from.Emission,
            EmissionTexture = unlit ? texture ?? from.EmissionTexture : from.EmissionTexture,
            AlphaCutoff = from.AlphaCutoff,
            TextureScale = from.TextureScale,
            TextureOffset = from.TextureOffset,
        };
    }
}
