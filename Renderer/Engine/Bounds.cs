using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>An axis-aligned box, metres. <see cref="Empty"/> holds nothing, not even a point.</summary>
public readonly record struct Bounds(Vector3 Min, Vector3 Max)
{
    public static Bounds Empty { get; } = new(new Vector3(float.PositiveInfinity), new Vector3(float.NegativeInfinity));

    public bool IsEmpty => Min.X > Max.X;

    public Vector3 Center => 0.5f * (Min + Max);

    public Vector3 Size => Max - Min;

    public Bounds With(Vector3 point) => new(Vector3.Min(Min, point), Vector3.Max(Max, point));

    public Bounds With(in Bounds other) => new(Vector3.Min(Min, other.Min), Vector3.Max(Max, other.Max));

    /// <summary>Corner 0 to 7: bit 0 chooses x, bit 1 y, bit 2 z, of <see cref="Max"/>.</summary>
    public Vector3 Corner(int index) => new(
        (index & 1) == 0 ? Min.X : Max.X, (index & 2) == 0 ? Min.Y : Max.Y, (index & 4) == 0 ? Min.Z : Max.Z);

    /// <summary>The box about this one's corners after a transform (row vectors).</summary>
    public Bounds Transformed(in Matrix4x4 matrix)
    {
        var moved = Empty;
        if (!IsEmpty)
        {
            for (var i = 0; i < 8; i++)
                moved = moved.With(Vector3.Transform(Corner(i), matrix));
        }
        return moved;
    }
}
