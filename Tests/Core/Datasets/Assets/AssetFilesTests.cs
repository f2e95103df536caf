using FewLabels.Sim.Core.Datasets.Assets;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Assets;

public sealed class AssetFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData("MIT License\n\nCopyright (c) 2020 Somebody\n", "MIT")]
    [InlineData("Copyright 2020\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\nof this software and associated documentation files", "MIT")]
    [InlineData("                    GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007\n … use the GNU Lesser General Public License instead of this", "GPL-3.0")]
    [InlineData("GNU LESSER GENERAL PUBLIC LICENSE\nVersion 2.1, February 1999\n… GNU General Public License version 2", "LGPL-2.1")]
    [InlineData("Creative Commons Attribution-ShareAlike 4.0 International Public License", "CC-BY-SA-4.0")]
    [InlineData("Creative Commons Attribution 4.0 International", "CC-BY-4.0")]
    [InlineData("Apache License\n    Version 2.0, January 2004", "Apache-2.0")]
    [InlineData("Redistribution and use in source and binary forms … Neither the name of the copyright holder", "BSD-3-Clause")]
    [InlineData("This Font Software is licensed under the SIL Open Font License, Version 1.1.", "OFL-1.1")]
    [InlineData("the photos are CC BY 4.0, the scripts MIT License", "MIT")]
    [InlineData("all pictures: CC0", "CC0")]
    [InlineData("# Ask the museum before you publish these.\n\nThank you.", "Ask the museum before you publish these.")]
    [InlineData("A tale of submitted limits", "A tale of submitted limits")]
    [InlineData("\n \n", null)]
    public void A_licence_is_known_by_its_words(string text, string? expected) => Assert.Equal(expected, Licence.Of(text, "LICENSE")?.Text);

    [Fact]
    public void The_nearest_word_counts_and_what_nobody_says_is_unknown()
    {
        var own = Put("models/car/car.obj");
        var shared = Put("models/tree.obj");
        var foreign = Put("elsewhere/stone.obj");
        Put("models/LICENSE.txt", "MIT License");
        Put("models/car/COPYING", "Creative Commons Attribution 4.0");
        Assert.Equal(new("CC-BY-4.0", Path.Combine(_folder, "models/car/COPYING")), Assert.Single(Of("models", own)).Licence);
        Assert.Equal("MIT", Assert.Single(Of("models", shared)).Licence?.Text);
        Assert.Null(Assert.Single(Of("elsewhere", foreign)).Licence);
        // The file's own word comes first.
        Assert.Equal("mine", AssetFiles.One("model", own, new("mine", "the file")).Licence?.Text);
        Assert.Equal("CC-BY-4.0", AssetFiles.One("model", own).Licence?.Text);
    }

    [Fact]
    public void A_folder_above_the_named_one_says_nothing()
    {
        Put("LICENSE", "MIT License");
        Assert.Null(Assert.Single(Of("pictures", Put("pictures/a.png"))).Licence);
    }

    [Fact]
    public void A_list_of_sources_speaks_for_each_file_and_a_folder_is_an_asset_for_each_licence()
    {
        var files = new[] { Put("p/stop.png"), Put("p/yield sign.png"), Put("p/sub/priority.png"), Put("p/other.png"), Put("p/stop-2.png") };
        Put("p/SOURCES.txt", "stop.png\thttps://example.org/stop.svg\tCC0-1.0\npriority: Somebody, CC BY-SA 3.0\nother.png https://example.org/other\n");
        Put("p/LICENSE", "Apache License, Version 2.0");
        var assets = Of("p", files);
        Assert.Equal([("Apache-2.0", 3), ("CC-BY-SA-3.0", 1), ("CC0-1.0", 1)], assets.Select(asset => (asset.Licence!.Text, asset.Files)));
        Assert.All(assets, asset => Assert.Equal(("picture", Path.Combine(_folder, "p"), asset.Files), (asset.Kind, asset.Path, (int)asset.Bytes)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<Asset> Of(string folder, params string[] files) => AssetFiles.Folder("picture", Path.Combine(_folder, folder), files);

    private string Put(string name, string text = "x")
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
