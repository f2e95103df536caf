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

    public Vector3 Position => LocalToWorld.Translation;

    /// <summary>Yaw about Y, pitch about X, roll about Z, in radians, applied in the order roll, pitch, yaw.</summary>
    public void SetEuler(float pitch, float yaw, float roll) => LocalRotation = Quaternion.CreateFromYawPitchRoll(yaw, pitch, roll);

    internal void Reset()
    {
        (LocalPosition, LocalRotation, LocalScale) = (Vector3.Zero, Quaternion.Identity, Vector3.One);
        Parent = null;
    }
}
