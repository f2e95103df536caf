using System.Numerics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>One corner of a mesh, laid out as the vertex shader reads it (28 bytes).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Vertex
{
    /// <summary>Metres, in the object's space.</summary>
    public Vector3 Position;

    /// <summary>Unit normal and ambient openness, four signed bytes of 1/127.</summary>
    public uint NormalAndShade;

    /// <summary>Metres on the cloth, so that a pattern has one scale over all parts.</summary>
    public Vector2 Cloth;

    /// <summary>The renderer's record in the batch; the collector sets it.</summary>
    public uint Object;

    /// <summary>Multiplies the openness by a factor from 0 to 1.</summary>
    public void Dim(float factor) =>
        NormalAndShade = NormalAndShade & 0xFFFFFF | (uint)((NormalAndShade >> 24) * factor) << 24;

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
