using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// Where an object is: position in metres, rotation, scale, all relative to the parent. Left-handed, Y up.
/// Matrices are for row vectors (<c>p · M</c>), as System.Numerics has them.
/// </summary>
public sealed class Transform : Component
{
    private readonly List<Transform> _children = [];
    private Transform? _parent;

    public Vector3 LocalPosition { get; set; }

    public Quaternion LocalRotation { get; set; } = Quaternion.Identity;

    public Vector3 LocalScale { get; set; } = Vector3.One;

    public IReadOnlyList<Transform> Children => _children;

    /// <exception cref="ArgumentException">The parent is this transform or below it.</exception>
    public Transform? Parent
    {
        get => _parent;
        set
        {
            for (var above = value; above is not null; above = above._parent)
            {
                if (above == this)
                    throw new ArgumentException("A transform can't be its own ancestor.", nameof(value));
            }
            _parent?._children.Remove(this);
            _parent = value;
            value?._children.Add(this);
        }
    }

    public Matrix4x4 LocalToParent =>
        Matrix4x4.CreateScale(LocalScale) * Matrix4x4.CreateFromQuaternion(LocalRotation) * Matrix4x4.CreateTranslation(LocalPosition);

    public Matrix4x4 LocalToWorld => _parent is null ? LocalToParent : LocalToParent * _parent.LocalToWorld;

    /// <summary>Metres, in world space.</summary>
    public Vector3 Position
    {
        get => LocalToWorld.Translation;
        set => LocalPosition = _parent is null ? value : Vector3.Transform(value, Inverse(_parent.LocalToWorld));
    }

    /// <summary>In world space; of a parent that is skewed by unequal scales, what is left when scale is taken out.</summary>
    public Quaternion Rotation
    {
        get => _parent is null ? LocalRotation : Quaternion.Normalize(_parent.Rotation * LocalRotation);
        set => LocalRotation = _parent is null ? value : Quaternion.Normalize(Quaternion.Conjugate(_parent.Rotation) * value);
    }

    /// <summary>Turns the forward (+Z) axis towards a point in world space, up (+Y) as near to <paramref name="up"/> as it can.</summary>
    public void LookAt(Vector3 target, Vector3 up)
    {
        var forward = Vector3.Normalize(target - Position);
        var right = Vector3.Cross(up, forward);
        // Looking along up itself leaves the roll open; any will do.
        if (right.LengthSquared() < 1e-10f)
            right = Vector3.Cross(MathF.Abs(forward.X) < 0.9f ? Vector3.UnitX : Vector3.UnitZ, forward);
        right = Vector3.Normalize(right);
        var above = Vector3.Cross(forward, right);
        Rotation = Quaternion.CreateFromRotationMatrix(new Matrix4x4(
            right.X, right.Y, right.Z, 0, above.X, above.Y, above.Z, 0, forward.X, forward.Y, forward.Z, 0, 0, 0, 0, 1));
    }

    /// <summary>Yaw about Y, pitch about X, roll about Z, in radians, applied in the order roll, pitch, yaw.</summary>
    public void SetEuler(float pitch, float yaw, float roll) => LocalRotation = Quaternion.CreateFromYawPitchRoll(yaw, pitch, roll);

    private static Matrix4x4 Inverse(in Matrix4x4 matrix) => Matrix4x4.Invert(matrix, out var inverse)
        ? inverse
        : throw new InvalidOperationException("A parent with a scale of 0 has no inside to place a child in.");

    internal void Reset()
    {
        (LocalPosition, LocalRotation, LocalScale) = (Vector3.Zero, Quaternion.Identity, Vector3.One);
        Parent = null;
    }
}
