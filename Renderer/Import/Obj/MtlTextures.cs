using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>The textures of MTL materials, each file read once; where ours has several measures in one, they are put together.</summary>
/// <param name="folder">Where they are looked for, once a part needs them.</param>
internal sealed class MtlTextures(ModelFolder folder)
{
    /// <summary>How steep a bump of strength 1 is: from black to white over a pixel tilts the surface by 63°.</summary>
    private const float Steepness = 2;

    private readonly Dictionary<(string, string), Texture> _made = [];

    /// <exception cref="FewLabelsException">The file does not read.</exception>
    public Texture Plain(MtlMap map, bool srgb)
    {
        var path = PathOf(map)!;
        return Once(path, srgb ? "picture" : "measure", () => TextureFile.Load(path, srgb));
    }

    /// <summary>Colour, with what is cut out in alpha: the alpha of the opacity map if it has some, else its brightness.</summary>
    public Texture? Albedo(MtlMap? color, MtlMap? opacity)
    {
        if (opacity is null)
            return color is null ? null : Plain(color, srgb: true);
        var name = $"{PathOf(color)} with {PathOf(opacity)}";
        return Once(name, "cut", () =>
        {
            var alpha = Plain(opacity, srgb: false).Image;
            var red = color is null ? null : Plain(color, srgb: true).Image;
            var channel = 0;
            for (var i = 3; i < alpha.Pixels.Length && channel == 0; i += 4)
                channel = alpha.Pixels[i] < 255 ? 3 : 0;
            return new(name, Together(red ?? alpha, (red, 0), (red, 1), (red, 2), (alpha, channel)));
        });
    }

    public Texture? MetallicRoughness(MtlMap? metallic, MtlMap? roughness)
    {
        if (metallic is null && roughness is null)
            return null;
        var name = $"{PathOf(metallic)} with {PathOf(roughness)}";
        return Once(name, "metal", () =>
        {
            var metal = metallic is null ? null : Plain(metallic, srgb: false).Image;
            var rough = roughness is null ? null : Plain(roughness, srgb: false).Image;
            return new(name, Together((rough ?? metal)!, (null, 0), (rough, 0), (metal, 0), (null, 0)), srgb: false);
        });
    }

    /// <summary>Normals as they are, or from heights if the picture is grey.</summary>
    public Texture Bump(MtlMap map)
    {
        var read = Plain(map, srgb: false);
        return IsGrey(read.Image) ? Once(read.Name, "bump", () => new(read.Name, Normals(read.Image), srgb: false)) : read;
    }

    private string? PathOf(MtlMap? map) => map is null ? null : folder.Find(map.Name, map.Where, map.Below);

    private Texture Once(string path, string kind, Func<Texture> make)
    {
        if (!_made.TryGetValue((path, kind), out var texture))
            _made[(path, kind)] = texture = make();
        return texture;
    }

    // A channel from each; full where there is no picture. Pictures of other sizes are sampled at the nearest pixel.
    private static Image Together(Image size, params ReadOnlySpan<(Image? From, int Channel)> channels)
    {
        var (width, height) = (size.Width, size.Height);
        var pixels = new byte[height * width * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var k = 0; k < 4; k++)
                {
                    var (from, channel) = channels[k];
                    pixels[4 * (y * width + x) + k] = from is null
                        ? (byte)255
                        : from[(int)((long)y * from.Height / height), (int)((long)x * from.Width / width), channel];
                }
            }
        }
        return new(height, width, 4, pixels);
    }

    private static bool IsGrey(Image image)
    {
        for (var i = 0; i < image.Pixels.Length; i += 4)
        {
            // JPEG makes greys that are not quite grey.
            if (Math.Abs(image.Pixels[i] - image.Pixels[i + 1]) > 3 || Math.Abs(image.Pixels[i] - image.Pixels[i + 2]) > 3)
                return false;
        }
        return true;
    }

    // The surface rises towards white; rows run downwards and a normal's +Y upwards. Edges go on at the other side, as textures repeat.
    private static Image Normals(Image heights)
    {
        var (width, height) = (heights.Width, heights.Height);
        var pixels = new byte[height * width * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var right = heights[y, (x + 1) % width, 0] - heights[y, (x + width - 1) % width, 0];
                var down = heights[(y + 1) % height, x, 0] - heights[(y + height - 1) % height, x, 0];
                var normal = Vector3.Normalize(new(-Steepness * right / 510f, Steepness * down / 510f, 1));
                var at = 4 * (y * width + x);
                for (var k = 0; k < 3; k++)
                    pixels[at + k] = (byte)MathF.Round(127.5f + 127.5f * normal[k]);
                pixels[at + 3] = 255;
            }
        }
        return new(height, width, 4, pixels);
    }
}
