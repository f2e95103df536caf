namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>The operations of <see cref="CtAugment"/>.</summary>
public enum CtOperation
{
    AutoContrast,
    Blur,
    Brightness,
    Color,
    Contrast,
    Cutout,
    Equalize,
    Invert,
    Identity,
    Posterize,
    Rescale,
    Rotate,
    Sharpness,
    ShearX,
    ShearY,
    Smooth,
    Solarize,
    TranslateX,
    TranslateY,
}
