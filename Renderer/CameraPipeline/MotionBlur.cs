using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>The camera moves along a line, at an even speed, while the shutter is open.</summary>
internal static class MotionBlur
{
    /// <summary>Moments per pixel of the way.</summary>
    private const int Moments = 16;

    /// <summary>Fills the kernel with the way, each moment shared out among the four pixels about it.</summary>
    /// <param name="length">Pixels.</param>
    /// <param name="angle">Radians from the x axis, clockwise in the image.</param>
    public static bool Fill(Kernel kernel, float length, float angle)
    {
        if (length <= 0)
            return false;
        length = Math.Min(length, 2 * (Kernel.MostReach - 1));
        var (sin, cos) = LaneMath.SinCos(Vector256.Create(angle / MathF.Tau));
        kernel.Clear((int)MathF.Ceiling(length / 2) + 1);
        var moments = (int)MathF.Ceiling(length * Moments);
        for (var i = 0; i < moments; i++)
        {
            var along = length * ((i + 0.5f) / moments - 0.5f);
            float x = along * cos.ToScalar(), y = along * sin.ToScalar();
            float left = MathF.Floor(x), top = MathF.Floor(y);
            float right = x - left, down = y - top;
            kernel[(int)top, (int)left] += (1 - down) * (1 - right);
            kernel[(int)top, (int)left + 1] += (1 - down) * right;
            kernel[(int)top + 1, (int)left] += down * (1 - right);
            kernel[(int)top + 1, (int)left + 1] += down * right;
        }
        kernel.Normalize();
        return true;
    }
}
