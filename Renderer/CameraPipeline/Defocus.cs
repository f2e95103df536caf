namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>A point out of focus becomes an even disk, the image of the aperture.</summary>
internal static class Defocus
{
    /// <summary>Lines across a pixel on which the disk's edge is found; along them it is exact.</summary>
    private const int Lines = 16;

    /// <summary>Fills the kernel with the share of the disk that falls on each pixel.</summary>
    /// <param name="radius">Pixels.</param>
    /// <returns>False where the disk stays within its pixel and nothing changes.</returns>
    public static bool Fill(Kernel kernel, float radius)
    {
        if (radius <= 0.5f)
            return false;
        radius = Math.Min(radius, Kernel.MostReach);
        var reach = (int)MathF.Ceiling(radius - 0.5f);
        kernel.Clear(reach);
        for (var line = 0; line < (2 * reach + 1) * Lines; line++)
        {
            var y = (line + 0.5f) / Lines - reach - 0.5f;
            if (Math.Abs(y) >= radius)
                continue;
            var half = MathF.Sqrt(radius * radius - y * y);
            for (var dx = -reach; dx <= reach; dx++)
                kernel[line / Lines - reach, dx] += Math.Max(0, Math.Min(half, dx + 0.5f) - Math.Max(-half, dx - 0.5f));
        }
        kernel.Normalize();
        return true;
    }
}
