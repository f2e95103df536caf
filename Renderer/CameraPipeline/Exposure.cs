using System.Numerics;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>Gains on the light: the exposure, the same for all colours, and what is wrong with the white balance, one for each.</summary>
internal static class Exposure
{
    /// <summary>Multiplies by 2 to the power <paramref name="stops"/>.</summary>
    public static void Expose(PhotoPlanes planes, float stops) => planes.MapColors(new Gain(LaneMath.Exp2(stops)));

    public static void Balance(PhotoPlanes planes, Vector3 gains)
    {
        planes.Map(planes.Red, new Gain(gains.X));
        planes.Map(planes.Green, new Gain(gains.Y));
        planes.Map(planes.Blue, new Gain(gains.Z));
    }

    private readonly struct Gain(float factor) : ILaneFunction
    {
        public Vector256<float> Of(Vector256<float> x) => x * factor;
    }
}
