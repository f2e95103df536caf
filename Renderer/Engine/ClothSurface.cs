using System.Numerics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// Cloth, leather or rubber, as the fragment shader reads it (13 vec4). Colours are linear; lengths are metres on the cloth;
/// all zero is black and plain.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct ClothSurface
{
    public Vector3 Color;

    /// <summary>Strength of the highlight, 0 (wool) to 1 (patent leather).</summary>
    public float Gloss;

    /// <summary>The pattern's other colour.</summary>
    public Vector3 SecondColor;

    /// <summary>Grain of the yarn, 0 to 1.</summary>
    public float Heather;

    /// <summary>How much of the second colour each pattern lays on: upright stripes, level stripes, dots, blotches; 0 to 1.</summary>
    public Vector4 PatternMix;

    /// <summary>Repeats per metre across and up.</summary>
    public Vector2 PatternFrequency;

    /// <summary>The share of a repeat that the second colour takes, in (0, 1).</summary>
    public float PatternDuty;

    /// <summary>Width of the pattern's edges in repeats.</summary>
    public float PatternSoftness;

    /// <summary>Cosine and sine of the pattern's turn.</summary>
    public Vector2 PatternTurn;

    /// <summary>Shift of the pattern in repeats.</summary>
    public Vector2 PatternPhase;

    /// <summary>Blotches per metre.</summary>
    public float BlotchFrequency;

    /// <summary>Higher leaves fewer blotches, 0 to 1.</summary>
    public float BlotchThreshold;

    /// <summary>Brightening per metre upwards from <see cref="GradientCenter"/>, of either sign.</summary>
    public float Gradient;

    public float GradientCenter;

    /// <summary>Depth of random creases, as a slope.</summary>
    public float FoldSlope;

    /// <summary>Creases per metre.</summary>
    public float FoldFrequency;

    /// <summary>Depth of upright pleats, as a slope.</summary>
    public float PleatSlope;

    /// <summary>Pleats per metre.</summary>
    public float PleatFrequency;

    /// <summary>Centre and half extents of the print.</summary>
    public Vector4 PrintFrame;

    public Vector3 PrintColor;

    // The shader's record holds a float here.
    private float _print;

    public float PlacketX;

    /// <summary>Half width; 0 for none.</summary>
    public float PlacketHalfWidth;

    /// <summary>Seen brightness of the placket (and, turned round, of buttons and pocket rims) against the cloth, about −1 to 1.</summary>
    public float PlacketContrast;

    /// <summary>Metres between buttons; 0 for none.</summary>
    public float ButtonSpacing;

    /// <summary>Bottom and top of the band (a hem, a waistband, a sole's edge).</summary>
    public Vector2 Band;

    /// <summary>The band's brightness as a factor less 1.</summary>
    public float BandContrast;

    /// <summary>Depth of the band's ribs, as a slope.</summary>
    public float BandRib;

    /// <summary>Below this height the cloth is <see cref="SplitContrast"/> brighter.</summary>
    public float SplitY;

    /// <summary>A factor less 1; 0 for no split.</summary>
    public float SplitContrast;

    /// <summary>Where in the noise this cloth lies.</summary>
    public Vector2 NoiseOffset;

    /// <summary>Centre (x is mirrored: one on each side unless <see cref="PocketSides"/> is 0).</summary>
    public Vector2 PocketCenter;

    /// <summary>Half of a side; 0 for none.</summary>
    public float PocketHalf;

    /// <summary>0 for one pocket, 1 for one each side.</summary>
    public float PocketSides;

    public PrintKind Print
    {
        readonly get => (PrintKind)_print;
        set => _print = (float)value;
    }
}
