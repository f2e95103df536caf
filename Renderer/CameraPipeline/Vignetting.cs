using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// Natural vignetting: light falls off as cos⁴ of its angle to the lens's axis. With tan² = k ρ², where ρ is the distance from the
/// centre as a share of the corner pixel's, that is 1/(1 + k ρ²)²; k is such that the corner pixels lose the share wanted.
/// </summary>
internal static class Vignetting
{
    /// <param name="loss">0 to 1; held below 0.999.</param>
    public static void Apply(PhotoPlanes planes, float loss)
    {
        float centerX = (planes.Width - 1) / 2f, centerY = (planes.Height - 1) / 2f;
        var corner = centerX * centerX + centerY * centerY;
        if (corner == 0)
            return;
        var k = (1 / MathF.Sqrt(1 - Math.Clamp(loss, 0, 0.999f)) - 1) / corner;
        for (var y = 0; y < planes.Height; y++)
        {
            Span<Vector256<float>> red = planes.Row(planes.Red, y), green = planes.Row(planes.Green, y), blue = planes.Row(planes.Blue, y);
            var above = Vector256.Create(1 + k * (y - centerY) * (y - centerY));
            for (var x = 0; x < red.Length; x++)
            {
                var across = PhotoPlanes.FirstColumns + Vector256.Create(8 * x - centerX);
                var slant = Vector256.FusedMultiplyAdd(across * across, Vector256.Create(k), above);
                var share = Vector256.Create(1f) / (slant * slant);
                (red[x], green[x], blue[x]) = (red[x] * share, green[x] * share, blue[x] * share);
            }
        }
    }
}
