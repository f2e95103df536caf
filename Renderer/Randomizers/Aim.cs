using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Places about the thing that an image is about, in the terms of photographers.</summary>
internal static class Aim
{
    /// <summary>The point given; else where the image's subject stands; else the origin.</summary>
    public static Vector3 Target(Iteration iteration, Vector3? given) => given ?? iteration.Subject?.Transform.Position ?? Vector3.Zero;

    /// <summary>The unit vector towards a place.</summary>
    /// <param name="azimuth">Degrees about Y: 0 in front (−Z, where an unturned camera stands), 90 to the right (+X).</param>
    /// <param name="elevation">Degrees above the horizon.</param>
    public static Vector3 Direction(float azimuth, float elevation)
    {
        var (sine, cosine) = MathF.SinCos(float.DegreesToRadians(azimuth));
        var (up, level) = MathF.SinCos(float.DegreesToRadians(elevation));
        return new(level * sine, up, -level * cosine);
    }

    /// <summary>Puts something at a distance in a direction from the target, and turns it towards the target.</summary>
    public static void At(this Transform transform, Vector3 target, Vector3 direction, float distance)
    {
        transform.Position = target + distance * direction;
        transform.LookAt(target, Vector3.UnitY);
    }
}
