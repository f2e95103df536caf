using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Randomizers.Pictures;
using FewLabels.Sim.Tests.Tools.Report;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Randomizers.Pictures;

public sealed class PictureFolderTests
{
    [Fact]
    public void Pictures_are_picked_by_their_place_in_the_sorted_list()
    {
        using var folder = new TemporaryFolder();
        FakePictures.Fill(folder.Path, "b.png", "a/z.jpg", "C.png", "notes.txt");
        var pictures = Open(folder.Path, FakePictures.Load);
        Assert.Equal(3, pictures.Count);
        Assert.Equal(["C.png", "z.jpg", "b.png"], new[] { 0.1f, 0.5f, 0.9f }.Select(share => pictures.At(share).Name));
        Assert.Equal(["C.png", "b.png"], new[] { 0f, 1f }.Select(share => pictures.At(share).Name));
    }

    [Fact]
    public void A_picture_is_loaded_when_it_is_asked_for_and_once()
    {
        using var folder = new TemporaryFolder();
        FakePictures.Fill(folder.Path, "a.png", "b.png");
        var loads = 0;
        var pictures = Open(folder.Path, path =>
        {
            loads++;
            return FakePictures.Load(path);
        });
        Assert.Equal(0, loads);
        Assert.Same(pictures.At(0), pictures.At(0.4f));
        Assert.Equal(1, loads);
    }

    [Fact]
    public void Without_a_name_there_is_no_folder() => Assert.False(Open("", FakePictures.Load).IsGiven);

    [Fact]
    public void A_missing_folder_is_named()
    {
        var error = Assert.Throws<FewLabelsException>(() => Open("/no/such/place", FakePictures.Load));
        Assert.Equal("/no/such/place", error.Where);
        Assert.Contains("wall.folder", error.What, StringComparison.Ordinal);
        Assert.Contains("missing", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_pictures_is_named()
    {
        using var folder = new TemporaryFolder();
        FakePictures.Fill(folder.Path, "notes.txt");
        var error = Assert.Throws<FewLabelsException>(() => Open(folder.Path, FakePictures.Load));
        Assert.Equal(folder.Path, error.Where);
        Assert.Contains("no pictures", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_can_not_be_opened_is_named_before_the_first_image()
    {
        using var folder = new TemporaryFolder();
        FakePictures.Fill(folder.Path, "a.png");
        File.CreateSymbolicLink(folder.File("b.png"), folder.File("nowhere.png"));
        var error = Assert.Throws<FewLabelsException>(() => Open(folder.Path, FakePictures.Load));
        Assert.Equal(folder.File("b.png"), error.Where);
    }

    [Fact]
    public void A_file_that_goes_away_is_named_when_it_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        FakePictures.Fill(folder.Path, "a.png");
        var pictures = Open(folder.Path, path => FakePictures.Load(File.OpenText(path) is var reader && reader.EndOfStream ? path : ""));
        File.Delete(folder.File("a.png"));
        Assert.Equal(folder.File("a.png"), Assert.Throws<FewLabelsException>(() => pictures.At(0)).Where);
    }

    [Fact]
    public void A_damaged_picture_is_named_by_the_real_loader()
    {
        using var folder = new TemporaryFolder();
        FakePictures.Fill(folder.Path, "a.png");
        var pictures = Open(folder.Path, null);
        Assert.Equal(folder.File("a.png"), Assert.Throws<FewLabelsException>(() => pictures.At(0)).Where);
    }

    [Fact]
    public void The_real_loader_reads_a_picture()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.png"), ImageCodec.EncodePng(new Image(2, 2, 3, [.. Enumerable.Repeat((byte)200, 12)])));
        var texture = Open(folder.Path, null).At(0);
        Assert.Equal(folder.File("a.png"), texture.Name);
        Assert.Equal([200, 200, 200, 255], texture.Image.Pixels.Take(4));
    }

    private static PictureFolder<Texture> Open(string path, Func<string, Texture>? load)
    {
        var pictures = PictureFolder.OfTextures(new Setting("wall", "folder", path, "pictures"), load);
        pictures.Open();
        return pictures;
    }
}
