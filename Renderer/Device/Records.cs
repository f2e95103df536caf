using System.Numerics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>One drawn object as the shaders read it (std430, see records.glsl).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ObjectRecord
{
    public Vector4 WorldX, WorldY, WorldZ;
    public ClothSurface Material;
    public uint Image, Instance, Unused0, Unused1;
}

/// <summary>One image's camera, light and development as the shaders read them (std430, see records.glsl).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ImageRecord
{
    public Vector4 ClipX, ClipY, ClipZ, ClipW;
    public Vector4 Key, Fill, Ambient, Eye;
    public Development Development;
}
