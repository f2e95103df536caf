using System.Text.Json;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Coco;

/// <summary>The rules of COCO's data format and of the tools that read it, held against a dataset's files.</summary>
internal static class CocoCheck
{
    /// <summary>Checks everything.</summary>
    /// <returns>The objects as a detector that is always right would give them.</returns>
    public static List<CocoObject> Verify(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "annotations", "instances.json")));
        var root = document.RootElement;
        Assert.Equal(["info", "licenses", "categories", "images", "annotations"], root.EnumerateObject().Select(member => member.Name));
        var categories = root.GetProperty("categories").EnumerateArray().ToDictionary(category => category.GetProperty("id").GetInt32());
        Assert.Equal(Enumerable.Range(1, categories.Count), categories.Keys.Order());
        Assert.Equal(categories.Count, categories.Values.Select(category => category.GetProperty("name").GetString()).Distinct().Count());
        var images = new Dictionary<long, (int Height, int Width)>();
        foreach (var image in root.GetProperty("images").EnumerateArray())
        {
            var (height, width) = (image.GetProperty("height").GetInt32(), image.GetProperty("width").GetInt32());
            images.Add(image.GetProperty("id").GetInt64(), (height, width));
            var header = File.ReadAllBytes(Path.Combine(folder, "images", image.GetProperty("file_name").GetString()!)).AsSpan(16, 8);
            Assert.Equal((width, height), (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header[4..])));
        }
        Assert.DoesNotContain(0, images.Keys);
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(folder, "images")).Count(), images.Count);
        var objects = root.GetProperty("annotations").EnumerateArray().Select(annotation => Object(annotation, images, categories)).ToList();
        Assert.Equal(Enumerable.Range(1, objects.Count).Select(id => (long)id), objects.Select(one => one.Id));
        return objects;
    }

    private static CocoObject Object(JsonElement annotation, Dictionary<long, (int Height, int Width)> images, Dictionary<int, JsonElement> categories)
    {
        var (height, width) = images[annotation.GetProperty("image_id").GetInt64()];
        var category = categories[annotation.GetProperty("category_id").GetInt32()];
        double[] box = [.. annotation.GetProperty("bbox").EnumerateArray().Select(number => number.GetDouble())];
        Assert.Equal(4, box.Length);
        Assert.True(box[0] >= 0 && box[1] >= 0 && box[2] > 0 && box[3] > 0 && box[0] + box[2] <= width && box[1] + box[3] <= height);
        Assert.Equal(0, annotation.GetProperty("iscrowd").GetInt32());
        var area = annotation.GetProperty("area").GetDouble();
        Assert.InRange(area, 1, box[2] * box[3]);
        bool[]? mask = null;
        if (annotation.TryGetProperty("segmentation", out var segmentation))
        {
            mask = Mask(segmentation, height, width);
            var places = Enumerable.Range(0, mask.Length).Where(i => mask[i]).ToArray();
            Assert.Equal(area, places.Length);
            double left = places.Min(i => i % width), top = places.Min(i => i / width);
            Assert.Equal<double[]>(box, [left, top, places.Max(i => i % width) - left + 1, places.Max(i => i / width) - top + 1]);
        }
        if (category.TryGetProperty("keypoints", out var names))
        {
            Assert.Equal(JsonValueKind.Array, category.GetProperty("skeleton").ValueKind);
            double[] points = [.. annotation.GetProperty("keypoints").EnumerateArray().Select(number => number.GetDouble())];
            Assert.Equal(3 * names.GetArrayLength(), points.Length);
            foreach (var point in points.Chunk(3))
            {
                Assert.True(point[2] is 0 or 1 or 2);
                Assert.True(point[2] == 0 ? point[0] == 0 && point[1] == 0 : point[0] >= 0 && point[0] <= width - 1 + 0.5 && point[1] >= 0 && point[1] <= height - 1 + 0.5);
            }
            Assert.Equal(points.Chunk(3).Count(point => point[2] > 0), annotation.GetProperty("num_keypoints").GetInt32());
        }
        return new(annotation.GetProperty("id").GetInt64(), annotation.GetProperty("image_id").GetInt64(), annotation.GetProperty("category_id").GetInt32(), box, mask);
    }

    private static bool[] Mask(JsonElement segmentation, int height, int width)
    {
        var mask = new bool[height * width];
        if (segmentation.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal([height, width], segmentation.GetProperty("size").EnumerateArray().Select(number => number.GetInt32()));
            var (at, value) = (0, false);
            foreach (var count in segmentation.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()))
            {
                for (var end = at + count; at < end; at++)
                    mask[at % height * width + at / height] = value;
                value = !value;
            }
            Assert.Equal(mask.Length, at);
            return mask;
        }
        Assert.True(segmentation.GetArrayLength() > 0);
        foreach (var polygon in segmentation.EnumerateArray())
        {
            double[] numbers = [.. polygon.EnumerateArray().Select(number => number.GetDouble())];
            // Four numbers would be taken for a box, and trainers drop what has fewer than three points.
            Assert.True(numbers.Length >= 6 && numbers.Length % 2 == 0);
            var part = CocoRaster.Fill([.. numbers.Chunk(2).Select(point => (point[0], point[1]))], height, width);
            for (var i = 0; i < mask.Length; i++)
                mask[i] |= part[i];
        }
        return mask;
    }
}

/// <summary>An object of a COCO file.</summary>
internal sealed record CocoObject(long Id, long Image, int Category, double[] Box, bool[]? Mask)
{
    public double Overlap(CocoObject other, bool ofMasks)
    {
        if (ofMasks)
            return SomeMasks.Overlap(Mask!, other.Mask!);
        double width = Math.Min(Box[0] + Box[2], other.Box[0] + other.Box[2]) - Math.Max(Box[0], other.Box[0]), height = Math.Min(Box[1] + Box[3], other.Box[1] + other.Box[3]) - Math.Max(Box[1], other.Box[1]);
        if (width <= 0 || height <= 0)
            return 0;
        return width * height / (Box[2] * Box[3] + other.Box[2] * other.Box[3] - width * height);
    }
}
