using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>Does one <see cref="PolicyOperation"/> with its argument. Geometry takes the nearest pixel, and mid-grey from outside, as the official code of FixMatch and AutoAugment.</summary>
public static class PolicyStep
{
    /// <summary>Are its arguments as likely negative as positive?</summary>
    public static bool IsSigned(PolicyOperation operation) =>
        operation is PolicyOperation.Rotate or PolicyOperation.ShearX or PolicyOperation.ShearY or PolicyOperation.TranslateX or PolicyOperation.TranslateY;

    /// <summary>Changes the image in place.</summary>
    /// <param name="argument">In the operation's own unit.</param>
    public static void Apply(Picture image, PolicyOperation operation, double argument)
    {
        switch (operation)
        {
            case PolicyOperation.Identity:
                break;
            case PolicyOperation.AutoContrast:
                Tone.AutoContrast(image);
                break;
            case PolicyOperation.Equalize:
                Tone.Equalize(image);
                break;
            case PolicyOperation.Invert:
                Tone.Invert(image);
                break;
            case PolicyOperation.Rotate:
                Warp.About(image.Width, image.Height, argument * Math.PI / 180).Nearest(image);
                break;
            case PolicyOperation.Posterize:
                Tone.Posterize(image, (int)argument);
                break;
            case PolicyOperation.Solarize:
                Tone.Solarize(image, (int)argument);
                break;
            case PolicyOperation.Color:
                Tone.Saturation(image, (float)argument);
                break;
            case PolicyOperation.Contrast:
                Tone.Contrast(image, (float)argument);
                break;
            case PolicyOperation.Brightness:
                Tone.Brightness(image, (float)argument);
                break;
            case PolicyOperation.Sharpness:
                Tone.Sharpness(image, (float)argument);
                break;
            case PolicyOperation.ShearX:
                Warp.ShearX(argument).Nearest(image);
                break;
            case PolicyOperation.ShearY:
                Warp.ShearY(argument).Nearest(image);
                break;
            case PolicyOperation.TranslateX:
                Warp.ShiftX(argument).Nearest(image);
                break;
            case PolicyOperation.TranslateY:
                Warp.ShiftY(argument).Nearest(image);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such operation.");
        }
    }
}
