using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// An image that materials and backgrounds show. It never changes, so that threads and devices share it; devices keep it as long as it is used.
/// Row 0 is the top; texture coordinate v = 0 is the top too, as in glTF.
/// </summary>
public sealed class Texture
{
    /// <param name="rgba"><c>[H, W, 4]</c> bytes, straight alpha, top row first.</param>
    /// <param name="srgb">Colour channels are sRGB-encoded (pictures); false for normals, roughness and other measures.</param>
    /// <exception cref="ArgumentException">The image has not four channels.</exception>
    public Texture(string name, Image rgba, bool srgb = true)
    {
        if (rgba.Channels != 4)
            throw new ArgumentException($"A texture has four channels, and {name} has {rgba.Channels}.", nameof(rgba));
        (Name, Image, IsSrgb) = (name, rgba, srgb);
    }

    /// <summary>For messages: a file's path, or what made it.</summary>
    public string Name { get; }

    public Image Image { get; }

    public bool IsSrgb { get; }

    public int Width => Image.Width;

    public int Height => Image.Height;
}
