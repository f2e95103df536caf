using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// An equirectangular environment, prepared for lighting: its diffuse light as nine spherical harmonics (Ramamoorthi and Hanrahan
/// 2001) and its mirror images at growing roughness. It never changes.
/// </summary>
public sealed class Panorama
{
    /// <summary>Width of the mirror images; height is half.</summary>
    public const int Width = 128;

    /// <summary>Mirror images from sharp to diffuse, each half as wide.</summary>
    public const int Levels = 6;

    internal Panorama(string name, Vector3[] harmonics, Half[][] levels) => (Name, Harmonics, Mirror) = (name, harmonics, levels);

    public string Name { get; }

    /// <summary>Irradiance over π by band and order (L00, L1−1, L10, L11, L2−2, L2−1, L20, L21, L22), convolved with the cosine lobe.</summary>
    internal Vector3[] Harmonics { get; }

    /// <summary>RGBA, level by level, <c>[Width/2 >> l, Width >> l, 4]</c>, top row (+Y) first.</summary>
    internal Half[][] Mirror { get; }
}
