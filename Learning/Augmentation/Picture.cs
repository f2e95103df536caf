namespace FewLabels.Sim.Learning.Augmentation;

/// <summary>One image of a batch in memory, <c>[C, H, W]</c> floats in [0, 1], to be changed in place; C is 1 (grey) or 3 (RGB).</summary>
public readonly ref struct Picture
{
    private readonly Span<float> _scratch;

    /// <param name="pixels"><c>[C, H, W]</c>.</param>
    /// <param name="scratch">As many floats, of any values.</param>
    /// <exception cref="ArgumentException">The sizes don't fit.</exception>
    public Picture(Span<float> pixels, Span<float> scratch, int channels, int height, int width)
    {
        if (channels is not (1 or 3) || pixels.Length != channels * height * width || scratch.Length < pixels.Length)
            throw new ArgumentException($"{pixels.Length} floats and {scratch.Length} to work in are not a [{channels}, {height}, {width}] image of one or three channels.");
        Pixels = pixels;
        _scratch = scratch[..pixels.Length];
        (Channels, Height, Width) = (channels, height, width);
    }

    public Span<float> Pixels { get; }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>The shorter side in pixels, which shares of the side are taken of.</summary>
    public int Side => Math.Min(Height, Width);

    /// <summary>One channel, <c>[H, W]</c>.</summary>
    public Span<float> Plane(int channel) => Pixels.Slice(channel * Height * Width, Height * Width);

    /// <summary>A channel's room to work in, <c>[H, W]</c>; what it holds is lost with the next operation.</summary>
    public Span<float> Scratch(int channel) => _scratch.Slice(channel * Height * Width, Height * Width);

    /// <summary>The working room as a picture, whose own working room is this picture's pixels.</summary>
    public Picture Swapped => new(_scratch, Pixels, Channels, Height, Width);

    /// <summary>Takes over what was made in the working room.</summary>
    public void TakeScratch() => _scratch.CopyTo(Pixels);
}
