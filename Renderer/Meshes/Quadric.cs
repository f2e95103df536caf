using System.Numerics;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>The weighted sum of squared distances to planes, as the symmetric form pᵀAp + 2bᵀp + c (Garland and Heckbert 1997, section 5).</summary>
internal struct Quadric
{
    private double _xx, _xy, _xz, _yy, _yz, _zz, _x, _y, _z, _c;

    /// <summary>Of one plane through a point.</summary>
    /// <param name="normal">Unit.</param>
    public static Quadric Plane(Vector3 normal, Vector3 point, double weight)
    {
        double x = normal.X, y = normal.Y, z = normal.Z, d = -(x * point.X + y * point.Y + z * point.Z);
        return new()
        {
            _xx = weight * x * x, _xy = weight * x * y, _xz = weight * x * z, _yy = weight * y * y, _yz = weight * y * z, _zz = weight * z * z,
            _x = weight * x * d, _y = weight * y * d, _z = weight * z * d, _c = weight * d * d,
        };
    }

    public void Add(in Quadric other)
    {
        _xx += other._xx;
        _xy += other._xy;
        _xz += other._xz;
        _yy += other._yy;
        _yz += other._yz;
        _zz += other._zz;
        _x += other._x;
        _y += other._y;
        _z += other._z;
        _c += other._c;
    }

    /// <summary>The sum at a point, never below 0.</summary>
    public readonly double At(Vector3 point)
    {
        double x = point.X, y = point.Y, z = point.Z;
        return Math.Max(0, x * (_xx * x + 2 * (_xy * y + _xz * z + _x)) + y * (_yy * y + 2 * (_yz * z + _y)) + z * (_zz * z + 2 * _z) + _c);
    }
}
