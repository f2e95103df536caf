using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>One image's camera, light and background as the shaders read them (std140, see records.glsl).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ImageRecord
{
    public const int MostShadowViews = 8;

    public Vector4 ClipX, ClipY, ClipZ, ClipW;
    public Vector4 Eye, Right, Up, Forward, Intrinsics, Clipping;
    public Vector4 Sky, Equator, Ground, Panorama;
    public Nine Harmonics;
    public Boxes BoxDirection, BoxColor;
    public Vector4 Occlusion;
    public Vector4 Background, BackColor, BackSecond, BackFrame, BackMore;
    public Vector4 Taps;
    public Lamps Lights;
    public Views ShadowX, ShadowY, ShadowZ, ShadowW, ShadowMore;

    [InlineArray(9)]
    public struct Nine
    {
        private Vector4 _first;
    }

    [InlineArray(SceneEnvironment.MostSoftBoxes)]
    public struct Boxes
    {
        private Vector4 _first;
    }

    [InlineArray(Light.MostLights)]
    public struct Lamps
    {
        private LightRecord _first;
    }

    [InlineArray(MostShadowViews)]
    public struct Views
    {
        private Vector4 _first;
    }
}

/// <summary>One lamp (see records.glsl).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LightRecord
{
    public Vector4 Position, Direction, Color, Cone;
}

/// <summary>One drawn object (std140, see records.glsl).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ObjectRecord
{
    public Vector4 WorldX, WorldY, WorldZ, NormalX, NormalY, NormalZ;
    public uint Drawn, Cover, Unused0, Unused1;
}

/// <summary>A standard material (std140, see standard.fragment.glsl).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StandardRecord
{
    public Vector4 Albedo, Emission, UvTransform, Layers, Srgb, PatternColor, PatternMore, Surface, Print;
}

/// <summary>Where an instance's silhouette goes (std430, see cover.fragment.glsl).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CoverRecord
{
    /// <summary>Of a pixel, a bit each.</summary>
    public const int Samples = 4;

    /// <summary>Pixels of a 32-bit word.</summary>
    public const int PixelsPerWord = 32 / Samples;

    public int Left, Top, Right, Bottom;
    public int FirstWord, WordsPerRow, Unused0, Unused1;
}
