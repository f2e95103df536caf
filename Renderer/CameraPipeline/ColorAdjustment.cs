using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>What a camera's maker or a photographer does to the encoded picture: saturation, gamma, then contrast and brightness. The result is clipped.</summary>
internal static class ColorAdjustment
{
    public static void Apply(PhotoPlanes planes, CameraSettings settings)
    {
        var (saturates, bends, stretches) = (settings.Saturation != 1, settings.Gamma != 1, settings.Contrast != 1 || settings.Brightness != 0);
        if (saturates)
            Saturate(planes, settings.Saturation);
        if (bends)
            planes.MapColors(new Gamma(settings.Gamma));
        if (stretches)
            planes.MapColors(new Stretch(settings.Contrast, settings.Brightness));
        if (saturates || stretches)
            planes.MapColors(new Clip());
    }

    private static void Saturate(PhotoPlanes planes, float saturation)
    {
        Span<Vector256<float>> red = planes.Lanes(planes.Red), green = planes.Lanes(planes.Green), blue = planes.Lanes(planes.Blue);
        for (var i = 0; i < red.Length; i++)
        {
            var luma = red[i] * 0.299f + green[i] * 0.587f + blue[i] * 0.114f;
            red[i] = luma + (red[i] - luma) * saturation;
            green[i] = luma + (green[i] - luma) * saturation;
            blue[i] = luma + (blue[i] - luma) * saturation;
        }
    }

    private readonly struct Gamma(float exponent) : ILaneFunction
    {
        public Vector256<float> Of(Vector256<float> x) => LaneMath.Power(LaneMath.Clip(x), Vector256.Create(exponent));
    }

    private readonly struct Stretch(float contrast, float brightness) : ILaneFunction
    {
        public Vector256<float> Of(Vector256<float> x) => (x - Vector256.Create(0.5f)) * contrast + Vector256.Create(0.5f + brightness);
    }

    private readonly struct Clip : ILaneFunction
    {
        public Vector256<float> Of(Vector256<float> x) => LaneMath.Clip(x);
    }
}
