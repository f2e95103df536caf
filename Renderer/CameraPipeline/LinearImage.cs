namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// The light that reaches the lens: planes <c>[H, W]</c> of red, green and blue, linear, 1 for a white surface lit to white, and of
/// <see cref="Coverage"/>. Whoever draws fills it again for each image; <see cref="PhotoPipeline"/> only reads it.
/// </summary>
public sealed class LinearImage(int height, int width)
{
    public int Height { get; } = height;

    public int Width { get; } = width;

    public float[] Red { get; } = new float[height * width];

    public float[] Green { get; } = new float[height * width];

    public float[] Blue { get; } = new float[height * width];

    /// <summary>The share of each pixel that drawn objects cover, 0 to 1. Read only for cut-outs.</summary>
    public float[] Coverage { get; } = new float[height * width];
}
