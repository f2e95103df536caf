using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Which pictures a <see cref="TextureRandomizer"/> lays on objects, and how.</summary>
public sealed record TextureOptions
{
    /// <summary>The folder of pictures, until a setting names another.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Which of the folder's pictures in ordinal order, as a share of the list in [0, 1): a narrower range holds pictures out.</summary>
    public Sampler Pick { get; init; } = new Uniform(0, 1);

    /// <summary>How often the picture repeats across the object's texture coordinates.</summary>
    public Sampler Repeats { get; init; } = new Uniform(0.5f, 3);

    /// <summary>Where the picture begins, in repeats, across and down.</summary>
    public Sampler Offset { get; init; } = new Uniform(0, 1);

    /// <summary>Reads a picture; <see cref="Pictures.PictureLoaders"/> when null.</summary>
    internal Func<string, Texture>? Load { get; init; }
}
