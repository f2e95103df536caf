using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets;

public sealed class DatasetPhotosTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Pictures_come_back_with_their_folders_class()
    {
        Put("cat", "1.png", Picture(10));
        Put("dog", "1.png", Picture(200));
        Put("dog", "2.png", Picture(210));
        var read = new DatasetPhotos(_folder, 28, 1).ReadLabelled("train");
        Assert.Equal(["cat", "dog"], read.Classes);
        Assert.Equal([0, 1, 1], read.Labels);
        Assert.Equal([10, 200, 210], Enumerable.Range(0, 3).Select(i => (int)read.Images[i][0]));
        Assert.Equal(3, new DatasetPhotos(_folder, 28, 1).ReadUnlabelled("train").Count);
    }

    [Fact]
    public void A_wide_picture_is_fitted_and_centred()
    {
        Put("cat", "1.png", new Image(10, 40, 1, [.. Enumerable.Repeat((byte)255, 400)]));
        var image = new DatasetPhotos(_folder, 40, 1).ReadUnlabelled("train").Images;
        Assert.Equal(0, image[0][14 * 40 + 20]);
        Assert.Equal(255, image[0][20 * 40 + 20]);
        Assert.Equal(0, image[0][26 * 40 + 20]);
    }

    [Fact]
    public void An_image_that_does_not_decode_is_named_where_it_has_a_label_or_that_is_strict()
    {
        Put("cat", "good.png", Picture(1));
        var bad = Put("cat", "bad.png", ImageCodec.EncodePng(Picture(1))[..40]);
        Assert.Equal(bad, Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 28, 1).ReadLabelled("train")).Where);
        Assert.Equal(bad, Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 28, 1, photos: new() { Strict = true }).ReadUnlabelled("train")).Where);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_class_that_a_reader_of_ones_own_does_not_have_is_refused_with_the_sample(int wrong)
    {
        LabelledFrame[] frames = [.. Enumerable.Range(0, 4).Select(i => new LabelledFrame { Index = i, Image = Picture(10), ClassId = i == 3 ? wrong : i % 2 })];
        var reader = new InMemoryDataset(["cat", "dog"], frames) { Origin = "/own" };
        var photos = new DatasetPhotos(reader, 28, 1);
        foreach (var read in new Action[] { () => photos.ReadLabelled("train"), () => photos.ListLabelled("train"), () => SampleTable.Read(reader) })
        {
            var error = Assert.Throws<FewLabelsException>(read);
            Assert.Equal(($"'3.png' has the label {wrong} and there are 2 classes, 0 to 1", "/own"), (error.What, error.Where));
        }
    }

    [Fact]
    public void A_photo_that_does_not_decode_is_skipped_and_counted()
    {
        Put("a", "1.png", Picture(10));
        Put("a", "2.png", ImageCodec.EncodePng(Picture(1))[..40]);
        Put("b", "3.png", []);
        Put("b", "4.heic", [1]);
        Put("b", "5.png", Picture(20));
        var photos = new DatasetPhotos(_folder, 28, 1).ReadUnlabelled("train");
        Assert.Equal([10, 20], Enumerable.Range(0, photos.Count).Select(i => (int)photos.Images[i][0]));
        Assert.Equal(3, photos.Skipped.Count);
        Assert.Equal([ImageFault.Empty, ImageFault.Format, ImageFault.CutOff], photos.Skipped.Counts.Keys);
        Assert.Equal($"3 photos were skipped: 1 empty, 1 of another format, 1 cut off. First: {_folder}/a/2.png (cut off), {_folder}/b/3.png (empty), {_folder}/b/4.heic (of another format)", $"{photos.Skipped}");
    }

    [Fact]
    public void Where_no_photo_is_read_that_is_an_error_with_the_reasons()
    {
        Put("a", "1.png", []);
        var error = Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 28, 1).ReadUnlabelled("train"));
        Assert.Contains("1 empty", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_over_the_limits_is_refused_by_its_header()
    {
        var path = Put("cat", "1.png", Picture(1));
        var error = Assert.Throws<FewLabelsException>(() => ImageCodec.ReadSquare(path, 28, 1, new DecodeLimits(Width: 20)));
        Assert.Contains("28×28", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_classes_than_the_sources_are_refused()
    {
        Put("cat", "1.png", Picture(1));
        var error = Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 28, 1).ReadEvaluation("test", ["cat", "dog"]));
        Assert.Contains("dog", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_images_is_refused() =>
        Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 28, 1).ReadUnlabelled("train"));

    [Fact]
    public void With_a_crop_every_box_is_an_image_of_its_class()
    {
        // A white square of 4 pixels at (2, 3) on black, and a grey one at the corner.
        var pixels = new byte[12 * 12];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i % 12 is >= 2 and < 6 && i / 12 is >= 3 and < 7 ? 255 : i % 12 >= 10 && i / 12 >= 10 ? 128 : 0);
        File.WriteAllBytes(Path.Combine(_folder, "a.png"), ImageCodec.EncodePng(new(12, 12, 1, pixels)));
        File.WriteAllText(Path.Combine(_folder, "list.csv"), "path,class,x,y,width,height\na.png,white,2,3,4,4\na.png,grey,10,10,2,2\n");
        var tight = new DatasetPhotos(_folder, 4, 1, crop: 1).ReadLabelled("train");
        Assert.Equal(["grey", "white"], tight.Classes);
        Assert.Equal([1, 0], tight.Labels);
        Assert.All(tight.Images[0].ToArray(), value => Assert.Equal(255, value));
        // Enlarged, its edge mixes with what is beside it.
        Assert.Equal(128, tight.Images[1][1 * 4 + 1]);
        // Twice the box: a quarter of the square is the object, and what lies outside the image is black.
        var wide = new DatasetPhotos(_folder, 8, 1, crop: 2).ReadLabelled("train", ["white", "grey"]);
        Assert.Equal([0, 1], wide.Labels);
        Assert.Equal((0, 255, 255, 0), (wide.Images[0][1 * 8 + 1], wide.Images[0][2 * 8 + 2], wide.Images[0][5 * 8 + 5], wide.Images[0][6 * 8 + 6]));
        Assert.Equal((128, 0), (wide.Images[1][3 * 8 + 3], wide.Images[1][7 * 8 + 7]));
        var pick = new DatasetPhotos(_folder, 4, 1, crop: 1).PickLabelled("train", LabelBudget.OfEachClass(1), 3, ["white", "grey"]);
        // Whatever the order of the picks, each has its own image.
        Assert.Equal([0, 1], pick.Labels.Order().Select(label => (int)label));
        Assert.All([0, 1], i => Assert.Equal(pick.Labels[i] == 0 ? 255 : 128, pick.Images[i][1 * 4 + 1]));
        Assert.Equal(2, new DatasetPhotos(_folder, 4, 1, crop: 1).ReadUnlabelled("train").Count);
        Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 4, 1).ReadLabelled("train"));
    }

    [Fact]
    public void Picks_decode_no_others_and_keep_their_images_and_labels_together()
    {
        for (var i = 0; i < 12; i++)
            Put(i % 2 == 0 ? "cat" : "dog", $"{i:D2}.png", Picture((byte)(10 * i)));
        var pick = new DatasetPhotos(_folder, 28, 1).PickLabelled("train", LabelBudget.OfEachClass(3), 1, ["dog", "cat"]);
        Assert.Equal([0, 0, 0, 1, 1, 1], pick.Labels.Order().Select(label => (int)label));
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(pick.Labels[i] == 0 ? 1 : 0, pick.Images[i][0] / 10 % 2));
        var chosen = Enumerable.Range(0, 6).Select(i => pick.Images[i][0] / 10).ToHashSet();
        foreach (var i in Enumerable.Range(0, 12).Where(i => !chosen.Contains(i)))
            Put(i % 2 == 0 ? "cat" : "dog", $"{i:D2}.png", [1, 2, 3]);
        Assert.Equal(pick.Images.Pixels, new DatasetPhotos(_folder, 28, 1).PickLabelled("train", LabelBudget.OfEachClass(3), 1, ["dog", "cat"]).Images.Pixels);
        Assert.Equal(0, new DatasetPhotos(_folder, 28, 1).PickLabelled("train", LabelBudget.None, 1, ["dog", "cat"]).Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Image Picture(byte value) => new(28, 28, 1, [.. Enumerable.Repeat(value, 784)]);

    private string Put(string name, string file, Image image) => Put(name, file, ImageCodec.EncodePng(image));

    private string Put(string name, string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.Combine(_folder, name));
        var path = Path.Combine(_folder, name, file);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
