using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// An equirectangular environment, prepared for lighting: its diffuse light as nine spherical harmonics (Ramamoorthi and Hanrahan
/// 2001) and its mirror images at growing roughness. It never changes.
/// </summary>
/// <remarks>
/// Directions are the world's: the picture's middle is +Z, its top +Y, a quarter right of the middle +X. So texture coordinates (0 to 1 from
/// the top left) of a direction d are u = ½ + atan2(d.x, d.z) / 2π and v = acos(d.y) / π.
/// </remarks>
public sealed class Panorama
{
    /// <summary>Width of the mirror images; height is half.</summary>
    public const int Width = 128;

    /// <summary>Mirror images from sharp to diffuse, each half as wide.</summary>
    public const int Levels = 6;

    internal Panorama(string name, Vector3[] harmonics, Half[][] levels) => (Name, Harmonics, Mirror) = (name, harmonics, levels);

    public string Name { get; }

    /// <summary>
    /// Irradiance over π by band and order (L00, L1−1, L10, L11, L2−2, L2−1, L20, L21, L22), convolved with the cosine lobe. They are
    /// factors of the basis with its constants, as <see cref="Diffuse"/> adds them up.
    /// </summary>
    internal Vector3[] Harmonics { get; }

    /// <summary>
    /// RGBA, level by level, <c>[Width/2 >> l, Width >> l, 4]</c>, top row (+Y) first. Level l is what a mirror of GGX roughness
    /// l / (<see cref="Levels"/> − 1) shows when looked at straight on.
    /// </summary>
    internal Half[][] Mirror { get; }

    /// <summary>Linear radiance of a white matt surface under this light alone (Ramamoorthi and Hanrahan 2001, eq. 3 and 11, over π).</summary>
    /// <param name="normal">Unit length, in the panorama's space.</param>
    public Vector3 Diffuse(Vector3 normal)
    {
        var (x, y, z) = (normal.X, normal.Y, normal.Z);
        return 0.28209479f * Harmonics[0]
            + 0.48860251f * (y * Harmonics[1] + z * Harmonics[2] + x * Harmonics[3])
            + 1.09254843f * (x * y * Harmonics[4] + y * z * Harmonics[5] + x * z * Harmonics[7])
            + 0.31539157f * (3 * z * z - 1) * Harmonics[6]
            + 0.54627422f * (x * x - y * y) * Harmonics[8];
    }
}
