using System.Globalization;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Core.Datasets.Readers;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Coco;

public sealed class CocoReaderTests : IDisposable
{
    private const string Categories = """[{"id":90,"name":"dog"},{"id":3,"name":"cat","keypoints":["nose","tail"],"skeleton":[]}]""";

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void What_was_written_is_read_back()
    {
        LabelledFrame[] frames = [Frame(0, SomeFrames.All(2, 4)), Frame(1, []), Frame(7, SomeFrames.All(2, 4))];
        using (var writer = new CocoWriter(_folder, SomeFrames.Plan(3)))
        {
            Array.ForEach(frames, writer.Write);
            writer.Complete([]);
        }
        var reader = DatasetReaders.Open(_folder);
        Assert.Equal(("coco", "disc T-shirt/top"), (reader.Format, string.Join(' ', reader.Classes)));
        var read = reader.Samples().Select(sample => sample.Load()).ToArray();
        foreach (var (frame, back) in frames.Zip(read))
            Frames.Equal(Frames.AsMetadata(frame), back);
    }

    [Fact]
    public void Lists_in_any_order_gaps_typos_and_images_without_objects_are_read()
    {
        Picture("b.png", 4, 6);
        Picture("a.png", 4, 6);
        Json("annotations.json", $$"""
            {"annotations":[{"id":5,"image_id":70,"category_id":90,"bbox":[0.6,1.4,2.0,2.2],"area":3.7,"iscrowd":0},{"image_id":70,"category_id":3,"bbox":[5.9,3.9,0.05,0.05],"iscrowd":0}],
             "licences":[{"id":1}],"info":{"year":2020,"deep":[[[1]]]},"categories":{{Categories}},
             "images":[{"id":70,"file_name":"b.png","width":6,"height":4},{"id":2,"file_name":"a.png","width":6,"height":4}]}
            """);
        var reader = DatasetReaders.Open(_folder);
        Assert.Equal(["cat", "dog"], reader.Classes);
        var samples = reader.Samples().ToArray();
        Assert.Equal(["6", "70", null, null], new[] { "width", "id", "scene", "licenses" }.Select(samples[0].Column));
        Assert.Equal([("b.png", 0, null), ("a.png", 1, null)], samples.Select(sample => (sample.Name, sample.Index, sample.ClassId)));
        // 0.6 to 2.6 is nearest to the pixels 1 and 2; what is thinner than a pixel is one.
        Assert.Equal([new(1, 1, 1, 1, 2, 3, 4), new(2, 0, 5, 3, 1, 1, 1)], Boxes(samples[0]));
        Assert.Empty(Boxes(samples[1]));
    }

    [Fact]
    public void A_polygon_has_the_pixels_that_COCOs_library_gives_it()
    {
        var random = FewLabels.Sim.Core.Randomness.StreamKey.Of(1).With("polygons").Open();
        for (var trial = 0; trial < 300; trial++)
        {
            var (height, width) = (1 + random.Next(40), 1 + random.Next(40));
            var points = Enumerable.Range(0, 3 + random.Next(8)).Select(_ => ((double)(float)Math.Round(random.NextDouble() * (width + 2) - 1, 2), (double)(float)Math.Round(random.NextDouble() * (height + 2) - 1, 2))).ToArray();
            var mask = CocoPolygon.Fill([.. points.SelectMany(point => new[] { (float)point.Item1, (float)point.Item2 })], height, width);
            Assert.Equal(CocoRaster.Fill(points, height, width), mask.Decode());
        }
    }

    [Fact]
    public void Polygons_of_several_parts_runs_as_list_and_as_string_and_crowds_are_masks()
    {
        Picture("a.png", 4, 6);
        var runs = RunLengthMask.FromCounts([1, 2, 2, 2, 17], 4, 6);
        Json("annotations.json", $$"""
            {"images":[{"id":1,"file_name":"a.png","width":6,"height":4}],"categories":{{Categories}},"annotations":[
             {"id":1,"image_id":1,"category_id":90,"bbox":[4,0,2,4],"segmentation":[[4,0,6,0,6,2,4,2],[4,1,6,1,6,4,4,4]]},
             {"id":2,"image_id":1,"category_id":3,"bbox":[0,1,2,2],"segmentation":{"size":[4,6],"counts":[1,2,2,2,17]} },
             {"id":3,"image_id":1,"category_id":3,"segmentation":{"size":[4,6],"counts":"{{runs}}"} },
             {"id":4,"image_id":1,"category_id":90,"bbox":[2,0,1,4],"iscrowd":1,"segmentation":{"size":[4,6],"counts":[8,4,12]} }]}
            """);
        var frame = DatasetReaders.Open(_folder).Samples().Single().Load();
        Assert.Equal([new(1, 1, 4, 0, 2, 4, 8), new(2, 0, 0, 1, 2, 2, 4), new(3, 0, 0, 1, 2, 2, 4)], frame.Annotations.OfType<BoundingBoxes2D>().Single().Boxes);
        var masks = frame.Annotations.OfType<InstanceSegmentation>().Single();
        Assert.Equal([0, 0, 0, 0, 1, 1, 3, 3, 0, 0, 1, 1, 3, 3, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1], masks.Instances.Select(id => (int)id));
        byte none = SemanticSegmentation.Background;
        Assert.Equal([none, none, 1, none, 1, 1, 0, 0, 1, none, 1, 1, 0, 0, 1, none, 1, 1, none, none, 1, none, 1, 1], frame.Annotations.OfType<SemanticSegmentation>().Single().Classes);
    }

    [Fact]
    public void Keypoints_count_from_the_pixels_edge()
    {
        Picture("a.png", 4, 6);
        Json("annotations.json", $$"""
            {"images":[{"id":1,"file_name":"a.png"}],"categories":{{Categories}},"annotations":[{"id":1,"image_id":1,"category_id":3,"bbox":[0,0,2,2],"num_keypoints":1,"keypoints":[3,1,2,9,9,0]}]}
            """);
        var points = DatasetReaders.Open(_folder).Samples().Single().Load().Annotations.OfType<Keypoints>().Single();
        Assert.Equal(["nose", "tail"], points.Template);
        Assert.Equal([new(3.5f, 1.5f, default, KeypointState.Visible), default], points.Instances.Single().Points);
    }

    [Fact]
    public void Splits_are_files_and_their_images_lie_where_tools_put_them()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "annotations"));
        foreach (var (split, id) in new[] { ("val2017", 1), ("train2017", 2) })
        {
            Directory.CreateDirectory(Path.Combine(_folder, split));
            Picture($"{split}/x.png", 4, 6);
            Json($"annotations/instances_{split}.json", $$"""{"images":[{"id":{{id}},"file_name":"x.png"}],"categories":{{Categories}},"annotations":[]}""");
            Json($"annotations/captions_{split}.json", """{"images":[],"annotations":[]}""");
            Json($"annotations/person_keypoints_{split}.json", $$"""{"images":[],"categories":{{Categories}},"annotations":[]}""");
        }
        Assert.Equal(["train", "val"], DatasetReaders.Splits(_folder));
        Assert.Equal(["val2017/x.png"], DatasetReaders.Open(_folder, split: "validation").Samples().Select(sample => sample.Name));
        var all = DatasetReaders.Open(_folder).Samples().ToArray();
        Assert.Equal([("train2017/x.png", 0), ("val2017/x.png", 1)], all.Select(sample => (sample.Name, sample.Index)));
        Assert.Equal(4, all[1].Load().Image.Height);
        var one = DatasetReaders.Open(Path.Combine(_folder, "annotations", "instances_val2017.json"));
        Assert.Equal("val2017/x.png", one.Samples().Single().Name);
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder, split: "test"));
        Assert.Contains("train, val", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"image_id\":1", "\"image_id\":9", "annotations at byte")]
    [InlineData("\"category_id\":3", "\"category_id\":4", "category_id")]
    [InlineData("\"bbox\":[0,0,2,2]", "\"bbox\":[0,0,-2,2]", "bbox[2]")]
    [InlineData("\"bbox\":[0,0,2,2]", "\"bbox\":[0,0,1e99,2]", "bbox[2]")]
    [InlineData("\"bbox\":[0,0,2,2]", "\"bbox\":[0,0,NaN,2]", "no valid JSON")]
    [InlineData("\"counts\":[1,2,1,2,18]", "\"counts\":[1,2,1,2,17]", "segmentation.counts")]
    [InlineData("\"counts\":[1,2,1,2,18]", "\"counts\":[1,2,1,2000000000,18]", "segmentation.counts")]
    [InlineData("\"counts\":[1,2,1,2,18]", "\"counts\":\"oooooooooooooooooo\"", "segmentation.counts")]
    [InlineData("\"size\":[4,6]", "\"size\":[6,4]", "segmentation.size")]
    [InlineData("{\"size\":[4,6],\"counts\":[1,2,1,2,18]}", "[[1,2,3]]", "segmentation[0]")]
    [InlineData("{\"size\":[4,6],\"counts\":[1,2,1,2,18]}", "[[1,2,3,4,5,100000]]", "segmentation[0][5]")]
    [InlineData("\"width\":6", "\"width\":7", "7×4")]
    [InlineData("\"file_name\":\"a.png\"", "\"file_name\":\"../a.png\"", "file_name")]
    [InlineData("\"file_name\":\"a.png\"", "\"file_name\":\"C:/a.png\"", "absolute")]
    [InlineData("\"annotations\":[", "\"annotations\":{\"x\":[", "annotations is")]
    public void What_is_wrong_is_named_by_file_and_key(string was, string now, string told)
    {
        Picture("a.png", 4, 6);
        var json = $$"""
            {"images":[{"id":1,"file_name":"a.png","width":6,"height":4}],"categories":{{Categories}},
             "annotations":[{"id":1,"image_id":1,"category_id":3,"bbox":[0,0,2,2],"segmentation":{"size":[4,6],"counts":[1,2,1,2,18]} }]}
            """;
        Assert.Contains(was, json, StringComparison.Ordinal);
        Json("annotations.json", json);
        Assert.Single(DatasetReaders.Open(_folder).Samples().Select(sample => sample.Load()).ToArray());
        Json("annotations.json", json.Replace(was, now, StringComparison.Ordinal));
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder, "coco").Samples().Select(sample => sample.Load()).ToArray());
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains("a", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_many_blocks_is_read_in_the_memory_of_its_index()
    {
        Picture("a.png", 4, 6);
        const int Count = 100_000;
        using (var writer = new StreamWriter(Path.Combine(_folder, "annotations.json")))
        {
            writer.Write("{\"images\":[{\"id\":0,\"file_name\":\"a.png\"}");
            for (var i = 1; i < Count; i++)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $",{{\"id\":{i},\"file_name\":\"a.png\"}}"));
            writer.Write("],\"annotations\":[");
            for (var i = 0; i < Count; i++)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : "")}{{\"id\":{i + 1},\"image_id\":{Count - 1 - i},\"category_id\":3,\"bbox\":[{i % 5},0,1,1],\"note\":\"{new string('x', 200)}\"}}"));
            writer.Write($"],\"categories\":{Categories}}}");
        }
        var index = new CocoIndex(Path.Combine(_folder, "annotations.json"));
        Assert.Equal(Count, index.Count);
        foreach (var place in new[] { 0, 1, 777, Count - 1 })
            Assert.Equal((Count - 1 - place) % 5, index.AnnotationsOf(place).Single().Get("bbox").Items().First().Int(0, 9));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IReadOnlyList<BoundingBox2D> Boxes(DatasetSample sample) => sample.Load().Annotations.OfType<BoundingBoxes2D>().Single().Boxes;

    /// <summary>A frame with the labels that COCO has a place for, in the order in which they are read.</summary>
    private static LabelledFrame Frame(long index, Annotation[] all)
    {
        var boxes = all.OfType<BoundingBoxes2D>().FirstOrDefault(boxes => !boxes.Amodal)?.Boxes ?? [];
        var amodal = all.OfType<BoundingBoxes2D>().FirstOrDefault(boxes => boxes.Amodal)?.Boxes ?? [];
        var masks = all.OfType<InstanceSegmentation>().FirstOrDefault();
        var points = new InstanceKeypoints[boxes.Count];
        for (var i = 0; i < points.Length; i++)
            points[i] = new(boxes[i].InstanceId, boxes[i].ClassId, i == 0 ? [new(1.5f, 0.5f, default, KeypointState.Visible), default] : [default, default]);
        return SomeFrames.Of(index, 0, new BoundingBoxes2D(ReadLabelers.Boxes, boxes, Amodal: false), new BoundingBoxes2D(ReadLabelers.AmodalBoxes, amodal, Amodal: true),
            new InstanceSegmentation(ReadLabelers.Instances, 2, 4, masks?.Instances ?? new ushort[8], masks is null ? [] : [.. masks.Seen.Select(seen => seen with { ParentId = 0 })]),
            new Keypoints(ReadLabelers.Keypoints, ["tip", "heel"], points), new Occlusion(ReadLabelers.Occlusion, boxes.Count == 0 ? [] : [new(1, 1, 0.5f, 0.25f)]));
    }

    private void Picture(string name, int height, int width) => File.WriteAllBytes(Path.Combine(_folder, name), ImageCodec.EncodePng(new(height, width, 3, [.. Enumerable.Range(0, height * width * 3).Select(i => (byte)i)])));

    private void Json(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
