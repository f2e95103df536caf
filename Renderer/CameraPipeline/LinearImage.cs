namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// The light that reaches the sensor: planes <c>[H, W]</c> of red, green and blue, linear, 1 for a white surface lit to white, and of
/// <see cref="Coverage"/>. Stages change it in place; it is used again for the next image.
/// </summary>
public sealed class LinearImage(int height, int width)
{
    public int Height { get; } = height;

    public int Width { get; } = width;

    public float[] Red { get; } = new float[height * width];

    public float[] Green { get; } = new float[height * width];

    public float[] Blue { get; } = new float[height * width];

    /// <summary>The share of each pixel that drawn objects cover, 0 to 1.</summary>
    public float[] Coverage { get; } = new float[height * width];
}
