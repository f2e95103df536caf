using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Import;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Import;

public sealed class TextureFileTests : ModelFolderFixture
{
    [Fact]
    public void A_texture_has_the_files_pixels_and_name()
    {
        var path = Put("a.png", Png(1, 2, 3, 4));
        var texture = TextureFile.Load(path);
        Assert.Equal([1, 2, 3, 4], texture.Image.Pixels);
        Assert.Equal((path, true, 1, 1), (texture.Name, texture.IsSrgb, texture.Width, texture.Height));
        Assert.False(TextureFile.Load(path, srgb: false).IsSrgb);
    }

    [Fact]
    public void A_texture_that_is_missing_broken_or_too_large_is_named()
    {
        var good = Put("a.png", Png(1, 2, 3));
        Assert.Equal(good, Assert.Throws<FewLabelsException>(() => TextureFile.Load(good, limits: new(Width: 0))).Where);
        var bad = Put("bad.png", [1, 2, 3]);
        Assert.Equal(bad, Assert.Throws<FewLabelsException>(() => TextureFile.Load(bad)).Where);
        var absent = Path.Combine(Folder, "absent.png");
        Assert.Equal(absent, Assert.Throws<FewLabelsException>(() => TextureFile.Load(absent)).Where);
    }
}
