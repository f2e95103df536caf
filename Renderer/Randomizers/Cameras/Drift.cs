using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Cameras;

/// <summary>Moves and turns its object evenly through a sequence, from where it stands at its start.</summary>
public sealed class Drift : Component
{
    private Vector3 _position;
    private Quaternion _rotation;

    /// <summary>Metres a second, along the object's own axes at the start.</summary>
    public Vector3 Velocity { get; set; }

    /// <summary>Radians a second about the object's own axes at the start.</summary>
    public Vector3 Turn { get; set; }

    public override void Start() => (_position, _rotation) = (Transform.LocalPosition, Transform.LocalRotation);

    public override void Update(float time)
    {
        Transform.LocalPosition = _position + time * Vector3.Transform(Velocity, _rotation);
        var angle = time * Turn.Length();
        Transform.LocalRotation = angle == 0 ? _rotation : Quaternion.Normalize(_rotation * Quaternion.CreateFromAxisAngle(Vector3.Normalize(Turn), angle));
    }
}
