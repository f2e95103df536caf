using System.Numerics;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>One circle of a lathe; two at one place make a hard edge.</summary>
/// <param name="Normal">Unit, in (radius, height).</param>
/// <param name="V">Texture coordinate, downwards.</param>
internal readonly record struct LatheRing(float Radius, float Height, Vector2 Normal, float V)
{
    public Vector2 Point => new(Radius, Height);
}
