namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>The operations that policies draw from, and the argument that each takes.</summary>
public enum PolicyOperation
{
    /// <summary>Nothing.</summary>
    Identity,
    /// <summary>Each channel stretched from 0 to 1.</summary>
    AutoContrast,
    /// <summary>All levels of a channel made equally common.</summary>
    Equalize,
    /// <summary>Light becomes dark.</summary>
    Invert,
    /// <summary>Degrees, counter-clockwise, about the middle.</summary>
    Rotate,
    /// <summary>Bits that are kept, 0 to 8.</summary>
    Posterize,
    /// <summary>The level, 0 to 256, from which on light becomes dark.</summary>
    Solarize,
    /// <summary>Factor of saturation.</summary>
    Color,
    /// <summary>Factor of contrast.</summary>
    Contrast,
    /// <summary>Factor of brightness.</summary>
    Brightness,
    /// <summary>Factor of sharpness.</summary>
    Sharpness,
    /// <summary>Tangent, from the top left.</summary>
    ShearX,
    /// <summary>Tangent, from the top left.</summary>
    ShearY,
    /// <summary>Pixels to the left.</summary>
    TranslateX,
    /// <summary>Pixels up.</summary>
    TranslateY,
}
