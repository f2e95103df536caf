using System.Globalization;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace FewLabels.Sim.Tests.Core.Datasets.Yolo;

/// <summary>What Ultralytics demands of a dataset before it trains: keys of <c>data.yaml</c>, and of each image and its labels.</summary>
internal static class UltralyticsCheck
{
    /// <returns>The lines of each image by its name, as numbers.</returns>
    public static Dictionary<string, double[][]> Verify(string folder)
    {
        var yaml = new YamlStream();
        using (var reader = File.OpenText(Path.Combine(folder, "data.yaml")))
            yaml.Load(reader);
        var data = (YamlMappingNode)yaml.Documents[0].RootNode;
        var names = (YamlMappingNode)data["names"];
        // A mapping of names counts from 0 without a gap, and nc is its length.
        Assert.Equal(Enumerable.Range(0, names.Children.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)), names.Children.Keys.Select(key => ((YamlScalarNode)key).Value));
        Assert.Equal(names.Children.Count.ToString(CultureInfo.InvariantCulture), ((YamlScalarNode)data["nc"]).Value);
        // Without a path, both are relative to the file's folder.
        Assert.False(data.Children.ContainsKey("path"));
        foreach (var split in new[] { "train", "val" })
            Assert.True(Directory.Exists(Path.Combine(folder, ((YamlScalarNode)data[split]).Value!)));
        var shape = data.Children.TryGetValue("kpt_shape", out var node) ? ((YamlSequenceNode)node).Select(size => int.Parse(((YamlScalarNode)size).Value!, CultureInfo.InvariantCulture)).ToArray() : null;
        if (shape is not null)
            Assert.True(shape.Length == 2 && shape[1] is 2 or 3);
        if (data.Children.TryGetValue("flip_idx", out var flip))
            Assert.Equal(shape![0], ((YamlSequenceNode)flip).Children.Count);
        var pictures = Directory.EnumerateFiles(Path.Combine(folder, "images")).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(pictures.Select(Path.GetFileNameWithoutExtension), Directory.EnumerateFiles(Path.Combine(folder, "labels")).Order(StringComparer.Ordinal).Select(Path.GetFileNameWithoutExtension));
        return pictures.ToDictionary(picture => Path.GetFileNameWithoutExtension(picture), picture => Verify(picture, names.Children.Count, shape));
    }

    private static double[][] Verify(string picture, int classes, int[]? shape)
    {
        var header = File.ReadAllBytes(picture).AsSpan(16, 8);
        Assert.True(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header) > 9 && System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header[4..]) > 9);
        // The last "images" of the path becomes "labels".
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(picture))!, "labels", Path.GetFileNameWithoutExtension(picture) + ".txt"));
        double[][] rows = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];
        if (rows.Length == 0)
            return rows;
        Assert.True(text.EndsWith('\n'));
        if (shape is null && rows.Any(row => row.Length > 6))
        {
            // Outlines: pairs of numbers, all in the image.
            Assert.All(rows, row => Assert.True(row.Length >= 7 && row.Length % 2 == 1));
            Assert.All(rows.SelectMany(row => row[1..]), number => Assert.InRange(number, 0, 1));
        }
        else
        {
            Assert.All(rows, row => Assert.Equal(5 + (shape is null ? 0 : shape[0] * shape[1]), row.Length));
            Assert.All(rows.SelectMany(row => row[1..5]), number => Assert.InRange(number, 0, 1));
            foreach (var point in rows.SelectMany(row => row[5..].Chunk(shape?[1] ?? 1)))
            {
                Assert.InRange(point[0], 0, 1);
                Assert.InRange(point[1], 0, 1);
                Assert.True(point[2] is 0 or 1 or 2);
            }
        }
        Assert.All(rows, row => Assert.True(row[0] >= 0 && row[0] < classes && row[0] == Math.Floor(row[0])));
        // Equal rows are left out with a warning.
        Assert.Equal(rows.Length, rows.Select(row => string.Join(' ', row)).Distinct().Count());
        return rows;
    }
}
