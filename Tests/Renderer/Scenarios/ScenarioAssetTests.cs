using System.Text;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;
using FewLabels.Sim.Renderer.Scenarios.Dice;
using FewLabels.Sim.Renderer.Scenarios.Garments;
using FewLabels.Sim.Renderer.Scenarios.Glyphs;
using FewLabels.Sim.Renderer.Scenarios.Pictures;
using FewLabels.Sim.Tests.Core.Images;
using FewLabels.Sim.Tests.Renderer.Import;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios;

/// <summary>Whose files a scenario shows.</summary>
public sealed class ScenarioAssetTests : ModelFolderFixture
{
    [Fact]
    public void What_is_computed_names_nobodys_files()
    {
        foreach (var scenario in new Scenario[] { new GarmentScenario(), new DiceScenario() })
        {
            scenario.Start();
            Assert.Empty(scenario.Assets);
        }
    }

    [Fact]
    public void Pictures_panoramas_and_backgrounds_are_named_with_their_licences()
    {
        Put("signs/stop.png", Png(1, 2, 3));
        Put("signs/yield/a.png", Png(1, 2, 3));
        Put("signs/yield/b.png", Png(1, 2, 3));
        Put("signs/LICENSE", "Creative Commons Attribution 4.0");
        Put("walls/brick.jpg", Png(9, 9, 9));
        Put("skies/noon.hdr", "x");
        var scenario = new PictureScenario();
        scenario.Set("pictures.folder", new SamplerWord(Path.Combine(Folder, "signs")));
        scenario.Set("background.pictures", new SamplerWord(Path.Combine(Folder, "walls")));
        scenario.Set("environment.panoramas", new SamplerWord(Path.Combine(Folder, "skies")));
        scenario.Start();
        Assert.Equal(
            [("panorama", "skies", 1, null), ("picture", "signs", 3, "CC-BY-4.0"), ("picture", "walls", 1, null)],
            scenario.Assets.Select(asset => (asset.Kind, Path.GetFileName(asset.Path), asset.Files, asset.Licence?.Text)).Order());
    }

    [Fact]
    public void What_a_switched_off_randomizer_would_load_is_left_out()
    {
        Put("signs/stop.png", Png(1, 2, 3));
        Put("walls/brick.jpg", Png(9, 9, 9));
        var scenario = new PictureScenario();
        scenario.Set("pictures.folder", new SamplerWord(Path.Combine(Folder, "signs")));
        scenario.Set("background.pictures", new SamplerWord(Path.Combine(Folder, "walls")));
        scenario.Set("background.enabled", new SamplerWord("no"));
        // The pictures themselves are loaded all the same.
        scenario.Set("pictures.enabled", new SamplerWord("no"));
        scenario.Start();
        Assert.Equal("signs", Path.GetFileName(Assert.Single(scenario.Assets).Path));
    }

    [Fact]
    public void Fonts_are_named_one_by_one_and_what_stands_beside_them_counts_where_they_say_nothing()
    {
        var font = TestFont.Write(Folder, TestFont.Framed, TestFont.Round);
        Put("OFL.txt", "SIL Open Font License 1.1");
        Put("LICENSE.txt", "This Font Software is licensed under the SIL Open Font License, Version 1.1.");
        var scenario = new GlyphScenario();
        scenario.Set("glyphs.characters", new SamplerWord("Bo"));
        scenario.Set("glyphs.fonts", new SamplerWord(font));
        scenario.Start();
        var asset = Assert.Single(scenario.Assets);
        Assert.Equal(new Asset("font", font, 1, new FileInfo(font).Length, new("OFL-1.1", Path.Combine(Folder, "LICENSE.txt"))), asset);
    }

    [Theory]
    [InlineData("2021 Somebody, CC BY 4.0", "CC-BY-4.0", "the model's asset.copyright")]
    [InlineData("2021 Somebody", "2021 Somebody", "the model's asset.copyright")]
    [InlineData("", "MIT", "LICENSE")]
    public void A_model_says_its_licence_itself_or_the_file_beside_it_does(string copyright, string text, string from)
    {
        Put("LICENSE", "MIT License");
        var writer = new GlbWriter();
        var (gltf, _) = writer.ToGltf($$"""
            "scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
            "meshes":[{"primitives":[{"attributes":{"POSITION":{{writer.Floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0)}} } }]}]
            """);
        var said = copyright.Length > 0 ? $",\"copyright\":\"{copyright}\"" : "";
        var model = Load("a.gltf", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(gltf).Replace("\"version\":\"2.0\"", "\"version\":\"2.0\"" + said, StringComparison.Ordinal)));
        Assert.Equal(("model", text), (model.Asset.Kind, model.Asset.Licence?.Text));
        Assert.EndsWith(from, model.Asset.Licence?.From, StringComparison.Ordinal);
    }
}
