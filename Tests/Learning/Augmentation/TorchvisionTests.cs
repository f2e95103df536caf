using System.Globalization;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Operations;
using FewLabels.Sim.Learning.Augmentation.Policies;
using FewLabels.Sim.Learning.Augmentation.Raster;
using Xunit;
using static FewLabels.Sim.Tests.Learning.Augmentation.Pictures;

namespace FewLabels.Sim.Tests.Learning.Augmentation;

/// <summary>Each operation against the libraries that the literature used.</summary>
public sealed class TorchvisionTests
{
    private const int Side = 32;

    /// <summary>A level of bytes: Pillow cuts fractions off, and rounds between its passes.</summary>
    private const float Level = 1.02f / 255;

    private sealed record Same(string Name, Change Change, float Within, double MayDiffer = 0);

    [Fact]
    public void Operations_make_what_Pillow_and_torchvision_make()
    {
        var image = Noise(3, Side);
        var expected = Torchvision.Results(image, Side);
        // Where a place falls on the border of two pixels, Pillow's fixed-point numbers may choose the other.
        Same[] all =
        [
            new("auto-contrast", picture => Tone.AutoContrast(picture), Level),
            new("equalise", picture => Tone.Equalize(picture), 1e-6f),
            new("invert", picture => Tone.Invert(picture), 1e-6f),
            new("posterise", picture => Tone.Posterize(picture, 3), 1e-6f),
            new("solarise", picture => Tone.Solarize(picture, 110), 1e-6f),
            // Its grey is rounded too.
            new("colour", picture => Tone.Saturation(picture, 1.7f), 2 * Level),
            new("paler", picture => Tone.Saturation(picture, 0.3f), 2 * Level),
            new("contrast", picture => Tone.Contrast(picture, 1.6f), Level),
            new("flatter", picture => Tone.Contrast(picture, 0.4f), Level),
            new("brighter", picture => Tone.Brightness(picture, 1.5f), Level),
            new("darker", picture => Tone.Brightness(picture, 0.5f), Level),
            new("sharper", picture => Tone.Sharpness(picture, 1.9f), 2 * Level),
            new("softer", picture => Tone.Sharpness(picture, 0.2f), 2 * Level),
            new("blur", Blur, Level),
            new("smooth", Smooth, Level),
            new("shear-x", picture => PolicyStep.Apply(picture, PolicyOperation.ShearX, 0.21), Level, 0.005),
            new("shear-y", picture => PolicyStep.Apply(picture, PolicyOperation.ShearY, -0.13), Level, 0.005),
            new("translate-x", picture => PolicyStep.Apply(picture, PolicyOperation.TranslateX, 5), Level),
            new("translate-y", picture => PolicyStep.Apply(picture, PolicyOperation.TranslateY, -7), Level),
            new("rotate", picture => PolicyStep.Apply(picture, PolicyOperation.Rotate, 24), Level, 0.005),
            new("rotate-back", picture => PolicyStep.Apply(picture, PolicyOperation.Rotate, -13), Level, 0.005),
            .. Enumerable.Range(0, 6).Select(i => new Same($"rescale-{i}", picture => Resample.Enlarge(picture, 3, 3, Side - 6, Side - 6, (Filter)i), 2 * Level)),
            new("hue", picture => Hue.Shift(picture, 0.2), 1e-5f),
            new("hue-back", picture => Hue.Shift(picture, -0.35), 1e-5f),
            new("tensor-brightness", picture => Tone.Brightness(picture, 1.4f), 1e-6f),
            // Red weighs 0.2989 there and 0.299 here.
            new("tensor-contrast", picture => Tone.Contrast(picture, 0.6f), 1e-4f),
            new("tensor-saturation", picture => Tone.Saturation(picture, 1.8f), 2e-4f),
            new("grey", picture => Tone.Saturation(picture, 0), 2e-4f),
            new("tensor-sharpness", picture => Tone.Sharpness(picture, 1.8f), 1e-5f),
            new("gaussian", picture => Smoothing.Gaussian(picture, 1.3, 3), 1e-5f),
            new("crop", picture => Resample.Enlarge(picture, 9, 4, 12, 17, Filter.Bilinear), 1e-5f),
            new("reflect", picture => Shift.Move(picture, -3, 3), 0),
            new("flip", Mirror, 0),
        ];
        Assert.Equal(expected.Keys.Order(), all.Select(same => same.Name).Order());
        foreach (var (name, change, within, mayDiffer) in all)
        {
            var made = After(image, 3, change);
            var apart = made.Zip(expected[name]).Count(pair => Math.Abs(pair.First - pair.Second) > within) / (double)made.Length;
            Assert.True(apart <= mayDiffer, $"{name}: {apart:P2} of the values are further apart than {within}; the furthest {Distance(made, expected[name])}");
        }
    }

    [Fact]
    public void AutoAugments_table_is_torchvisions()
    {
        var lines = Torchvision.AutoAugment();
        Assert.Equal(lines[..25].Select(line => line.Split(' ')), AutoAugment.Policies.Select(policy => new[] { policy.First, policy.Second }
            .SelectMany(term => new[] { $"{term.Operation}", term.Chance.ToString("0.0", CultureInfo.InvariantCulture), $"{term.Level}" }).ToArray()));
        foreach (var words in lines[25..].Select(line => line.Split(' ')))
        {
            var operation = Enum.Parse<PolicyOperation>(words[0]);
            var values = words[2..].Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            if (values.Length == 1)
                continue;
            for (var level = 0; level < 10; level++)
            {
                var tone = operation is PolicyOperation.Color or PolicyOperation.Contrast or PolicyOperation.Brightness or PolicyOperation.Sharpness;
                foreach (var negative in words[1] == "1" ? new[] { false, true } : [false])
                {
                    var value = (negative ? -values[level] : values[level]) + (tone ? 1 : 0);
                    // Torchvision cuts shifts to whole pixels later, and a threshold between levels is the next level's.
                    var expected = operation is PolicyOperation.TranslateX or PolicyOperation.TranslateY ? Math.Truncate(value) : operation == PolicyOperation.Solarize ? Math.Ceiling(value - 1e-3) : value;
                    Assert.Equal(expected, AutoAugment.Argument(operation, level, 32, negative), 1e-5);
                }
            }
        }
    }

    private static void Blur(FewLabels.Sim.Learning.Augmentation.Picture picture)
    {
        Smoothing.Blur(picture);
        picture.TakeScratch();
    }

    private static void Smooth(FewLabels.Sim.Learning.Augmentation.Picture picture)
    {
        Smoothing.Smooth(picture);
        picture.TakeScratch();
    }

    private static void Mirror(FewLabels.Sim.Learning.Augmentation.Picture picture)
    {
        var draws = StreamKey.Of(1).Open();
        new Flip("flip", 1, vertical: false).Apply(picture, ref draws);
    }
}
