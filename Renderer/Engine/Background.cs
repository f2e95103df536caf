using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>What stands behind everything, where no object is drawn. It is not labelled and throws no light.</summary>
public sealed class Background
{
    public BackgroundKind Kind { get; set; }

    /// <summary>Linear RGB; the gradient's colour at its start, and the pattern's first.</summary>
    public Vector3 Color { get; set; } = Vector3.One;

    /// <summary>The gradient's colour at its end, and the pattern's second.</summary>
    public Vector3 SecondColor { get; set; } = Vector3.One;

    /// <summary>The gradient's or pattern's direction, radians from the image's x axis.</summary>
    public float Angle { get; set; }

    /// <summary>Repeats of the pattern across the frame.</summary>
    public float Frequency { get; set; } = 4;

    public PatternKind Pattern { get; set; } = PatternKind.Noise;

    /// <summary>Where the pattern begins.</summary>
    public Vector2 Offset { get; set; }

    /// <summary>Of a picture.</summary>
    public Texture? Picture { get; set; }

    /// <summary>The part of the picture that fills the frame: left, top, width, height, each 0 to 1.</summary>
    public Vector4 PictureFrame { get; set; } = new(0, 0, 1, 1);

    /// <summary>Blur of the picture in mip levels: each halves its sharpness.</summary>
    public float PictureBlur { get; set; }

    /// <summary>Factor on a picture's or the environment's light.</summary>
    public float Intensity { get; set; } = 1;

    internal void Reset()
    {
        (Kind, Color, SecondColor, Angle, Frequency) = (BackgroundKind.Gradient, Vector3.One, Vector3.One, 0, 4);
        (Pattern, Offset, Picture, PictureFrame, PictureBlur, Intensity) = (PatternKind.Noise, default, null, new(0, 0, 1, 1), 0, 1);
    }
}
