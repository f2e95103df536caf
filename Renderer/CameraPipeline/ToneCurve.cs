using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// The shoulder of a film's curve, on each colour: straight up to a knee, then <c>knee + (1 − knee) · u / √(1 + u²)</c> with
/// <c>u = (x − knee) / (1 − knee)</c>, which joins the straight part without a bend and nears white without reaching it.
/// </summary>
internal static class ToneCurve
{
    /// <summary>How far down from white the strongest shoulder begins.</summary>
    private const float Deepest = 0.8f;

    /// <param name="shoulder">0 (clips) to 1 (the knee at 0.2).</param>
    public static void Apply(PhotoPlanes planes, float shoulder) => planes.MapColors(new Shoulder(1 - Deepest * Math.Min(shoulder, 1)));

    private readonly struct Shoulder(float knee) : ILaneFunction
    {
        public Vector256<float> Of(Vector256<float> x)
        {
            var room = Vector256.Create(1 - knee);
            var u = (x - Vector256.Create(knee)) / room;
            var curved = Vector256.FusedMultiplyAdd(room, u / Vector256.Sqrt(Vector256.FusedMultiplyAdd(u, u, Vector256.Create(1f))), Vector256.Create(knee));
            return Vector256.ConditionalSelect(Vector256.GreaterThan(u, Vector256<float>.Zero), curved, x);
        }
    }
}
