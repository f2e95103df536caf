using System.Numerics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>One corner of a mesh, laid out as the vertex shader reads it (24 bytes).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Vertex
{
    /// <summary>Metres, in the object's space.</summary>
    public Vector3 Position;

    /// <summary>Unit normal and ambient openness, four signed bytes of 1/127.</summary>
    public uint NormalAndShade;

    /// <summary>
    /// Texture coordinates: metres on the cloth for garments, so that a pattern has one scale over all parts; u to the right and v
    /// downwards for primitives, each 0 to 1.
    /// </summary>
    public Vector2 Cloth;

    /// <summary>The packed normal, of unit length; zero if none was packed.</summary>
    public readonly Vector3 Normal
    {
        get
        {
            var packed = new Vector3((sbyte)NormalAndShade, (sbyte)(NormalAndShade >> 8), (sbyte)(NormalAndShade >> 16));
            return packed == Vector3.Zero ? packed : Vector3.Normalize(packed);
        }
    }

    /// <summary>The packed openness, 0 to 1.</summary>
    public readonly float Shade => (sbyte)(NormalAndShade >> 24) / 127f;

    /// <summary>Multiplies the openness by a factor from 0 to 1.</summary>
    public void Dim(float factor) =>
        NormalAndShade = NormalAndShade & 0xFFFFFF | (uint)((NormalAndShade >> 24) * factor) << 24;

    /// <summary>Changes the normal, and leaves the openness to the bit.</summary>
    internal void Turn(Vector3 normal) => NormalAndShade = Pack(normal, 0) | NormalAndShade & 0xFF000000;

    /// <param name="normal">Need not be of unit length.</param>
    /// <param name="shade">1 in the open, 0 in a fold where no sky is seen.</param>
    public static uint Pack(Vector3 normal, float shade)
    {
        var squared = normal.LengthSquared();
        var scaled = normal * (squared > 0 ? 127 / MathF.Sqrt(squared) : 0);
        return (byte)(sbyte)scaled.X | (uint)(byte)(sbyte)scaled.Y << 8 | (uint)(byte)(sbyte)scaled.Z << 16
            | (uint)(byte)(sbyte)(shade * 127) << 24;
    }
}
