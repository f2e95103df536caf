namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>The unsharp mask: <c>x + strength · (x − blurred x)</c>, blurred by the 3×3 Gaussian of deviation 1 pixel, as one kernel.</summary>
internal static class Sharpening
{
    // e^(−1/2), the Gaussian one pixel from its middle.
    private const float Beside = 0.60653066f;

    public static void Fill(Kernel kernel, float strength)
    {
        kernel.Clear(1);
        var sum = (1 + 2 * Beside) * (1 + 2 * Beside);
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
                kernel[dy, dx] = -strength * (dy == 0 ? 1 : Beside) * (dx == 0 ? 1 : Beside) / sum;
        }
        kernel[0, 0] += 1 + strength;
    }
}
