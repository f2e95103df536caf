using System.Numerics;

namespace FewLabels.Sim.Renderer.Labelers;

/// <summary>
/// Position, rotation and scale of a matrix. A mirror is told as a negative x scale, so that the rotation is always proper. Of a skewed matrix
/// the rotation keeps the forward axis and then the upward one; the scales stay the lengths of the axes.
/// </summary>
internal readonly record struct Pose(Vector3 Position, Quaternion Rotation, Vector3 Scale)
{
    // Axes shorter than this share of the others' directions are lost in rounding.
    private const float Tiny = 1e-6f;

    /// <param name="matrix">Affine, for row vectors; may be flat.</param>
    public static Pose Of(in Matrix4x4 matrix)
    {
        var axes = Axes(matrix);
        Vector3 x = Row(matrix, 0), y = Row(matrix, 1), z = Row(matrix, 2);
        var mirror = Vector3.Dot(x, Vector3.Cross(y, z)) < 0 ? -1 : 1;
        return new(matrix.Translation, Rotate(axes), new(mirror * x.Length(), y.Length(), z.Length()));
    }

    /// <summary>The rotation to these axes: right, up and forward.</summary>
    public static Quaternion Rotate(in (Vector3 X, Vector3 Y, Vector3 Z) axes) => Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(new(
        axes.X.X, axes.X.Y, axes.X.Z, 0, axes.Y.X, axes.Y.Y, axes.Y.Z, 0, axes.Z.X, axes.Z.Y, axes.Z.Z, 0, 0, 0, 0, 1)));

    /// <summary>Perpendicular unit axes of a proper rotation that lie along the matrix's own; of a mirrored one, x points the other way.</summary>
    public static (Vector3 X, Vector3 Y, Vector3 Z) Axes(in Matrix4x4 matrix)
    {
        Vector3 right = Unit(Row(matrix, 0)), up = Unit(Row(matrix, 1)), forward = Unit(Row(matrix, 2));
        // A flat object lacks an axis: any that is perpendicular to the others will do.
        if (forward == default)
            forward = Unit(Vector3.Cross(right, up));
        if (forward == default)
            forward = Perpendicular(right == default ? up : right);
        var above = Unit(up - Vector3.Dot(up, forward) * forward);
        if (above == default)
            above = Unit(Vector3.Cross(forward, right));
        if (above == default)
            above = Perpendicular(forward);
        return (Vector3.Cross(above, forward), above, forward);
    }

    public static Vector3 Row(in Matrix4x4 matrix, int row) => row switch
    {
        0 => new(matrix.M11, matrix.M12, matrix.M13),
        1 => new(matrix.M21, matrix.M22, matrix.M23),
        _ => new(matrix.M31, matrix.M32, matrix.M33),
    };

    private static Vector3 Unit(Vector3 axis) => axis.Length() is var length && length > Tiny ? axis / length : default;

    private static Vector3 Perpendicular(Vector3 axis)
    {
        if (axis == default)
            return Vector3.UnitZ;
        var other = MathF.Abs(axis.X) < 0.5f ? Vector3.UnitX : Vector3.UnitY;
        return Vector3.Normalize(Vector3.Cross(axis, other));
    }
}
