using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Core.Datasets.Readers;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Images;

/// <summary>Other people's odd photos.</summary>
public sealed class OddPhotosTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData("Landscape", 1800, 1200)]
    [InlineData("Portrait", 1200, 1800)]
    public void All_eight_orientations_are_the_same_picture(string kind, int width, int height)
    {
        var folder = Path.Combine(SharedData.Unpack("photos-odd.zip", _folder), "photos-odd", "exif-orientation");
        var upright = ImageCodec.ReadRgba(Path.Combine(folder, $"{kind}_1.jpg"));
        var square = ImageCodec.ReadSquare(Path.Combine(folder, $"{kind}_1.jpg"), 64, 3);
        Assert.Equal((width, height), (upright.Width, upright.Height));
        for (var orientation = 0; orientation <= 8; orientation++)
        {
            var path = Path.Combine(folder, $"{kind}_{orientation}.jpg");
            var image = ImageCodec.ReadRgba(path);
            Assert.Equal((width, height), (image.Width, image.Height));
            // Each was compressed anew after its turn, and the numbers on them differ.
            Assert.InRange(Difference(upright.Pixels, image.Pixels), 0, 4);
            Assert.InRange(Difference(square.Pixels, ImageCodec.ReadSquare(path, 64, 3).Pixels), 0, 4);
        }
    }

    [Fact]
    public void Every_file_is_read_or_refused_with_a_reason()
    {
        var folder = Path.Combine(SharedData.Unpack("photos-odd.zip", _folder), "photos-odd");
        var skipped = new SkippedPhotos();
        var read = new PhotoTree(folder).ReadSquares(32, 3, skipped).Count();
        // Of the crashers only two are pictures; the others end within a chunk, or their sums are wrong. One JPEG has 12 bits.
        Assert.Equal(new Dictionary<ImageFault, long> { [ImageFault.Form] = 1, [ImageFault.CutOff] = 19, [ImageFault.Damaged] = 2 }, skipped.Counts);
        Assert.Equal(new PhotoTree(folder).Files().Count() - 22, read);
    }

    [Fact]
    public void Libjpegs_picture_is_the_same_arithmetically_coded_and_as_png()
    {
        var folder = Path.Combine(SharedData.Unpack("photos-odd.zip", _folder), "photos-odd", "libjpeg-turbo", "testimages");
        var original = ImageCodec.ReadRgba(Path.Combine(folder, "testorig.jpg"));
        Assert.InRange(Difference(original.Pixels, ImageCodec.ReadRgba(Path.Combine(folder, "testimgari.jpg")).Pixels), 0, 3);
        Assert.Equal(ImageFault.Form, Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba(Path.Combine(folder, "monkey12.jpg"))).Reason);
        Assert.Equal(ImageFault.Format, Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba(Path.Combine(folder, "testorig.ppm"))).Reason);
    }

    [Fact]
    public void Libpngs_suite_is_the_same_interlaced()
    {
        var folder = Path.Combine(SharedData.Unpack("photos-odd.zip", _folder), "photos-odd", "libpng", "contrib", "pngsuite");
        var pairs = 0;
        foreach (var interlaced in Directory.EnumerateFiles(folder, "i*.png", SearchOption.AllDirectories))
        {
            var plain = Path.Combine(folder, Path.GetFileName(interlaced)[1..]);
            // The plain ones state a gamma that the interlaced ones lack: their numbers are compared.
            Assert.Equal(ImageCodec.ReadRgba(plain, managed: false).Pixels, ImageCodec.ReadRgba(interlaced, managed: false).Pixels);
            pairs++;
        }
        Assert.Equal(30, pairs);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static double Difference(byte[] a, byte[] b) => a.Zip(b).Average(pair => Math.Abs(pair.First - pair.Second));
}
