using System.Runtime.InteropServices;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Augmentation;

/// <summary>Pillow and torchvision in Python, where this machine has them.</summary>
internal static class Torchvision
{
    private const string Script = """
        import sys, numpy as np, torch, torchvision.transforms.functional as F
        from PIL import Image, ImageEnhance, ImageFilter, ImageOps
        from torchvision.transforms.autoaugment import AutoAugment, AutoAugmentPolicy
        if sys.argv[1] == "auto-augment":
            own = AutoAugment(AutoAugmentPolicy.CIFAR10)
            for policy in own.policies:
                print(" ".join(f"{name} {chance} {level or 0}" for name, chance, level in policy))
            for name, (values, signed) in own._augmentation_space(10, (32, 32)).items():
                print(name, int(signed), " ".join(str(float(value)) for value in values.reshape(-1)))
            sys.exit(0)
        side = int(sys.argv[2])
        pixels = np.fromfile(sys.argv[1], np.float32).reshape(3, side, side)
        tensor = torch.from_numpy(pixels)
        image = Image.fromarray(np.round(255 * pixels).astype(np.uint8).transpose(1, 2, 0))
        grey = (128, 128, 128)
        affine = lambda *map: image.transform(image.size, Image.AFFINE, map, Image.NEAREST, fillcolor=grey)
        results = {
            "auto-contrast": lambda: ImageOps.autocontrast(image),
            "equalise": lambda: ImageOps.equalize(image),
            "invert": lambda: ImageOps.invert(image),
            "posterise": lambda: ImageOps.posterize(image, 3),
            "solarise": lambda: ImageOps.solarize(image, 110),
            "colour": lambda: ImageEnhance.Color(image).enhance(1.7),
            "paler": lambda: ImageEnhance.Color(image).enhance(0.3),
            "contrast": lambda: ImageEnhance.Contrast(image).enhance(1.6),
            "flatter": lambda: ImageEnhance.Contrast(image).enhance(0.4),
            "brighter": lambda: ImageEnhance.Brightness(image).enhance(1.5),
            "darker": lambda: ImageEnhance.Brightness(image).enhance(0.5),
            "sharper": lambda: ImageEnhance.Sharpness(image).enhance(1.9),
            "softer": lambda: ImageEnhance.Sharpness(image).enhance(0.2),
            "blur": lambda: image.filter(ImageFilter.BLUR),
            "smooth": lambda: image.filter(ImageFilter.SMOOTH),
            "shear-x": lambda: affine(1, 0.21, 0, 0, 1, 0),
            "shear-y": lambda: affine(1, 0, 0, -0.13, 1, 0),
            "translate-x": lambda: affine(1, 0, 5, 0, 1, 0),
            "translate-y": lambda: affine(1, 0, 0, 0, 1, -7),
            "rotate": lambda: image.rotate(24, Image.NEAREST, fillcolor=grey),
            "rotate-back": lambda: image.rotate(-13, Image.NEAREST, fillcolor=grey),
            **{f"rescale-{i}": (lambda method: lambda: image.crop((3, 3, side - 3, side - 3)).resize(image.size, method))(method)
               for i, method in enumerate((Image.LANCZOS, Image.BICUBIC, Image.BILINEAR, Image.BOX, Image.HAMMING, Image.NEAREST))},
            "hue": lambda: F.adjust_hue(tensor, 0.2),
            "hue-back": lambda: F.adjust_hue(tensor, -0.35),
            "tensor-brightness": lambda: F.adjust_brightness(tensor, 1.4),
            "tensor-contrast": lambda: F.adjust_contrast(tensor, 0.6),
            "tensor-saturation": lambda: F.adjust_saturation(tensor, 1.8),
            "tensor-sharpness": lambda: F.adjust_sharpness(tensor, 1.8),
            "grey": lambda: F.rgb_to_grayscale(tensor, 3),
            "gaussian": lambda: F.gaussian_blur(tensor, [7, 7], [1.3, 1.3]),
            "crop": lambda: F.resized_crop(tensor, 4, 9, 17, 12, [side, side]),
            "reflect": lambda: F.crop(F.pad(tensor, [4, 4, 4, 4], padding_mode="reflect"), 7, 1, side, side),
            "flip": lambda: F.hflip(tensor),
        }
        with open(sys.argv[3], "wb") as file:
            for name in results:
                result = results[name]()
                array = result.numpy() if isinstance(result, torch.Tensor) else np.asarray(result).transpose(2, 0, 1) / 255
                print(name)
                file.write(array.astype(np.float32).tobytes())
        """;

    private static readonly DebianPython Python = new("torch", "torchvision");

    /// <summary>What Pillow and torchvision make of an RGB image, by name.</summary>
    public static IReadOnlyDictionary<string, float[]> Results(float[] image, int side)
    {
        var folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;
        try
        {
            var (from, to) = (Path.Combine(folder, "image"), Path.Combine(folder, "results"));
            File.WriteAllBytes(from, MemoryMarshal.AsBytes(image.AsSpan()).ToArray());
            var names = Run(from, $"{side}", to);
            var values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(to)).ToArray();
            return names.Select((name, i) => (name, values[(i * image.Length)..((i + 1) * image.Length)])).ToDictionary();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>AutoAugment's sub-policies of CIFAR-10, and then what levels mean, a line each.</summary>
    public static string[] AutoAugment() => Run("auto-augment");

    private static string[] Run(params string[] arguments)
    {
        if (Python.Missing is { } missing)
            Assert.Skip(missing);
        return Python.Run(["-c", Script, .. arguments]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
