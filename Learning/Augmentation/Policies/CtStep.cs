using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Operations;
using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>
/// The operations of CTAugment with arguments in [0, 1) (Berthelot et al. 2020, appendix D, as in the official code). Shifts are of up to 30 % of the side, as the paper says; the code moves by
/// that many hundredths of a single pixel.
/// </summary>
public static class CtStep
{
    /// <summary>Bins of each argument of an operation: none, one or two.</summary>
    public static IReadOnlyList<int> Bins(CtOperation operation) => operation switch
    {
        CtOperation.Identity => [],
        CtOperation.Posterize => [8],
        CtOperation.Rescale => [17, 6],
        _ => [17],
    };

    /// <summary>Changes the image in place.</summary>
    /// <param name="argument">The first argument, in [0, 1).</param>
    /// <param name="second">The second, of <see cref="CtOperation.Rescale"/>.</param>
    /// <param name="draws">For a place that is no argument: Cutout's centre.</param>
    public static void Apply(Picture image, CtOperation operation, double argument, double second, ref KeyedStream draws)
    {
        var share = (float)argument;
        // 0 and 1 are the ends of a signed range.
        var signed = 2 * argument - 1;
        switch (operation)
        {
            case CtOperation.AutoContrast:
                Tone.AutoContrast(image, share);
                break;
            case CtOperation.Blur:
                Smoothing.Blur(image);
                Planes.Blend(image.Pixels, image.Swapped.Pixels, 1 - share);
                break;
            case CtOperation.Brightness:
                Tone.Brightness(image, Factor(argument));
                break;
            case CtOperation.Color:
                Tone.Saturation(image, Factor(argument));
                break;
            case CtOperation.Contrast:
                Tone.Contrast(image, Factor(argument));
                break;
            case CtOperation.Cutout:
                Cutout.Erase(image, draws.Next(image.Width), draws.Next(image.Height), 1 + (int)(argument * image.Side * 0.499));
                break;
            case CtOperation.Equalize:
                Tone.Equalize(image, share);
                break;
            case CtOperation.Invert:
                Tone.Invert(image, share);
                break;
            case CtOperation.Identity:
                break;
            case CtOperation.Posterize:
                Tone.Posterize(image, 1 + (int)(argument * 7.999));
                break;
            case CtOperation.Rescale:
                Rescale(image, argument, second);
                break;
            case CtOperation.Rotate:
                Warp.About(image.Width, image.Height, Math.Round(signed * 45) * Math.PI / 180).Nearest(image);
                break;
            case CtOperation.Sharpness:
                Tone.Sharpness(image, Factor(argument));
                break;
            case CtOperation.ShearX:
                Warp.ShearX(signed * 0.3).Nearest(image);
                break;
            case CtOperation.ShearY:
                Warp.ShearY(signed * 0.3).Nearest(image);
                break;
            case CtOperation.Smooth:
                Smoothing.Smooth(image);
                Planes.Blend(image.Pixels, image.Swapped.Pixels, 1 - share);
                break;
            case CtOperation.Solarize:
                Tone.Solarize(image, (int)(argument * 255.999));
                break;
            case CtOperation.TranslateX:
                Warp.ShiftX(signed * 0.3 * image.Width).Nearest(image);
                break;
            case CtOperation.TranslateY:
                Warp.ShiftY(signed * 0.3 * image.Height).Nearest(image);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such operation.");
        }
    }

    /// <summary>Factors of tones: from nearly nothing to twice.</summary>
    public static float Factor(double argument) => (float)(0.1 + 1.9 * argument);

    /// <summary>The middle of the image, up to a quarter of each side left out on each edge, made the whole by one of six filters.</summary>
    private static void Rescale(Picture image, double argument, double filter)
    {
        var (left, top) = ((int)Math.Round(0.25 * argument * image.Width), (int)Math.Round(0.25 * argument * image.Height));
        var (right, bottom) = ((int)Math.Round((1 - 0.25 * argument) * image.Width), (int)Math.Round((1 - 0.25 * argument) * image.Height));
        Resample.Enlarge(image, left, top, right - left, bottom - top, (Filter)(int)(filter * 5.99));
    }
}
