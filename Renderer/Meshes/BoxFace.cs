using System.Numerics;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>One face of a box as it is seen from outside.</summary>
internal readonly record struct BoxFace(Vector3 Normal, Vector3 Right, Vector3 Up)
{
    /// <summary>+X, −X, +Y, −Y, +Z, −Z, the order of the atlas's cells.</summary>
    public static ReadOnlySpan<BoxFace> All => Faces;

    private static readonly BoxFace[] Faces =
    [
        new(Vector3.UnitX, Vector3.UnitZ, Vector3.UnitY),
        new(-Vector3.UnitX, -Vector3.UnitZ, Vector3.UnitY),
        new(Vector3.UnitY, Vector3.UnitX, Vector3.UnitZ),
        new(-Vector3.UnitY, Vector3.UnitX, -Vector3.UnitZ),
        new(Vector3.UnitZ, -Vector3.UnitX, Vector3.UnitY),
        new(-Vector3.UnitZ, Vector3.UnitX, Vector3.UnitY),
    ];

    /// <summary>Texture coordinates of a place on face number <paramref name="face"/>, u and v each 0 to 1 within the face.</summary>
    public static Vector2 Place(BoxLayout layout, int face, float u, float v) => layout == BoxLayout.EveryFace
        ? new(u, v)
        : new((face % 3 + u) / 3, (face / 3 + v) / 2);
}
