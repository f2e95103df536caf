using System.Numerics;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

/// <summary>A drawn object of the oracle: the unit sphere under a matrix, so any ellipsoid, also mirrored or skewed.</summary>
internal sealed record Ball(int Instance, Matrix4x4 LocalToWorld)
{
    private readonly Matrix4x4 _toLocal = Matrix4x4.Invert(LocalToWorld, out var inverse) ? inverse : throw new ArgumentException("A ball is not flat.");

    /// <summary>Where the ray <c>origin + t · direction</c> first meets the ball at t in [near, far]; null if nowhere.</summary>
    public double? Hit(Vector3 origin, Vector3 direction, float near, float far)
    {
        Vector3 o = Vector3.Transform(origin, _toLocal), d = Vector3.TransformNormal(direction, _toLocal);
        double a = Dot(d, d), b = Dot(o, d), c = Dot(o, o) - 1, root = b * b - a * c;
        if (root < 0)
            return null;
        root = Math.Sqrt(root);
        foreach (var t in new[] { (-b - root) / a, (-b + root) / a })
        {
            if (t >= near && t <= far)
                return t;
        }
        return null;
    }

    public Vector3 ToLocal(Vector3 world) => Vector3.Transform(world, _toLocal);

    /// <summary>The outward unit normal at a world point of the surface.</summary>
    public Vector3 NormalAt(Vector3 world) => Vector3.Normalize(Vector3.TransformNormal(ToLocal(world), Matrix4x4.Transpose(Linear(_toLocal))));

    private static Matrix4x4 Linear(Matrix4x4 matrix) => matrix with { M41 = 0, M42 = 0, M43 = 0 };

    private static double Dot(Vector3 a, Vector3 b) => (double)a.X * b.X + (double)a.Y * b.Y + (double)a.Z * b.Z;
}
