using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using SkiaSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Coco;

public sealed class CocoWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Out => Path.Combine(_folder, "coco");

    [Fact]
    public void The_file_follows_the_formats_rules_and_a_perfect_prediction_scores_one()
    {
        WriteAll(SomeScenes.Frames(60, 2, "boxes", "instances", "keypoints", "occlusion", "amodal"), 2);
        var objects = CocoCheck.Verify(Out);
        Assert.True(objects.Count > 200);
        Assert.Equal(1, CocoScore.Of(objects, objects, ofMasks: false));
        Assert.Equal(1, CocoScore.Of(objects, objects, ofMasks: true));
        // The score would tell: an id 0, and a detector that misses one.
        Assert.NotEqual(1, CocoScore.Of([objects[0] with { Id = 0 }, .. objects.Skip(1)], objects, ofMasks: false));
        Assert.NotEqual(1, CocoScore.Of(objects, [.. objects.Skip(1)], ofMasks: true));
        var kinds = Root().GetProperty("annotations").EnumerateArray().Select(annotation => annotation.GetProperty("segmentation").ValueKind).ToHashSet();
        Assert.Equal([JsonValueKind.Object, JsonValueKind.Array], kinds.Order());
    }

    [Fact]
    public void Members_are_those_of_a_file_written_by_hand()
    {
        ushort[] map = [1, 1, 0, 0, 1, 0, 0, 2];
        WriteAll([SomeFrames.Of(5, 0,
            new InstanceSegmentation("instances", 2, 4, map, [new(1, 1, 0, 3), new(2, 0, 1, 1)]),
            new Keypoints("keypoints", ["tip", "heel"], [new(1, 1, [new(1.5f, 0.25f, default, KeypointState.Occluded), new(0, 0, default, KeypointState.Absent)])]),
            new BoundingBoxes2D("amodal", [new(2, 0, 2, 0, 2, 2, 4)], Amodal: true), new Occlusion("occlusion", [new(2, 0, 0.25f, 1)])), SomeFrames.Of(6, 0,
            new InstanceSegmentation("instances", 2, 4, new ushort[8], []), new Keypoints("keypoints", ["tip", "heel"], []))]);
        Assert.Equal("""
            {"info":{"description":"shapes, seed 7","version":"FewLabels.Sim 1.2.3","contributor":"","url":""},"licenses":[],"categories":[
            {"id":1,"name":"disc","supercategory":"shapes","keypoints":["tip","heel"],"skeleton":[]},
            {"id":2,"name":"T-shirt/top","supercategory":"shapes","keypoints":["tip","heel"],"skeleton":[]}],"images":[
            {"id":6,"width":4,"height":2,"file_name":"00000005.png"},
            {"id":7,"width":4,"height":2,"file_name":"00000006.png"}],"annotations":[
            {"id":1,"image_id":6,"category_id":2,"bbox":[0,0,2,2],"area":3,"segmentation":[[0,0,2,0,2,1,1.5,1,1,1.5,1,2,0,2]],"iscrowd":0,"keypoints":[1.0,0.0,1,0.0,0.0,0],"num_keypoints":1},
            {"id":2,"image_id":6,"category_id":1,"bbox":[3,1,1,1],"area":1,"segmentation":[[3,1,4,1,4,2,3,2]],"iscrowd":0,"keypoints":[0.0,0.0,0,0.0,0.0,0],"num_keypoints":0,"amodal_bbox":[2,0,2,2],"visible":0.25,"in_frame":1.0}]}
            """.ReplaceLineEndings(""), File.ReadAllText(Path.Combine(Out, "annotations", "instances.json")));
    }

    [Fact]
    public void Boxes_alone_are_enough_and_then_there_is_no_segmentation()
    {
        WriteAll(SomeScenes.Frames(10, 1, "boxes"));
        Assert.NotEmpty(CocoCheck.Verify(Out));
        Assert.All(Root().GetProperty("annotations").EnumerateArray(), annotation => Assert.False(annotation.TryGetProperty("segmentation", out _)));
        Assert.False(File.Exists(Path.Combine(Out, "keypoints.json")));
    }

    [Fact]
    public void What_polygons_cannot_say_becomes_runs()
    {
        Assert.Equal("""{"size":[3,3],"counts":[0,4,1,4]}""", Text("###\n#.#\n###"));
        Assert.Equal("[[0,0,3,0,3,1,0,1]]", Text("###\n..."));
        // 33 single pixels are more parts than are worth a polygon each.
        Assert.StartsWith("{", Text(string.Concat(Enumerable.Repeat("#.", 33))), StringComparison.Ordinal);
        Assert.StartsWith("[", Text(string.Concat(Enumerable.Repeat("#.", 32))), StringComparison.Ordinal);

        static string Text(string drawing) => System.Text.Encoding.UTF8.GetString(DatasetFolder.ToJson(default, json => CocoSegmentation.Write(json, SomeMasks.Drawn(drawing))));
    }

    [Fact]
    public void Files_that_images_were_read_from_keep_their_bytes_unless_they_are_turned()
    {
        var jpeg = Jpeg();
        WriteAll([SomeScenes.Of(0, 0, "boxes") with { Encoded = new(jpeg, ".jpg") }, SomeScenes.Of(1, 0, "boxes") with { Encoded = new(Turned(jpeg), ".jpg") }, SomeScenes.Of(2, 0, "boxes") with { Encoded = new(jpeg, ".gif") }]);
        Assert.Equal(jpeg, File.ReadAllBytes(Path.Combine(Out, "images", "00000000.jpg")));
        Assert.True(File.Exists(Path.Combine(Out, "images", "00000001.png")));
        Assert.True(File.Exists(Path.Combine(Out, "images", "00000002.png")));
        Assert.Equal(["00000000.jpg", "00000001.png", "00000002.png"], Root().GetProperty("images").EnumerateArray().Select(image => image.GetProperty("file_name").GetString()));
    }

    [Fact]
    public void What_COCO_has_no_place_for_is_refused_by_name()
    {
        using var writer = new CocoWriter(Out, SomeScenes.Plan(4));
        var error = Assert.Throws<FewLabelsException>(() => writer.Write(SomeScenes.Of(0, 0, "boxes", "depth")));
        Assert.Contains("depth", error.Message, StringComparison.Ordinal);
        Assert.Contains("--format solo", error.Message, StringComparison.Ordinal);
        Assert.Contains("bounding-box-2d", Assert.Throws<FewLabelsException>(() => writer.Write(SomeScenes.Of(0, 0))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Out, "images")));
        writer.Write(SomeScenes.Of(0, 0, "boxes", "keypoints"));
        Assert.Contains("Keypoints are not the same", Assert.Throws<FewLabelsException>(() => writer.Write(SomeScenes.Of(1, 0, "boxes"))).Message, StringComparison.Ordinal);
        var broken = SomeScenes.Of(2, 0, "boxes", "keypoints");
        var points = new Keypoints("keypoints", SomeScenes.Template, [new(1, 0, [new(float.NaN, 0, default, KeypointState.Visible), default, default])]);
        Assert.Contains("image 2", Assert.Throws<FewLabelsException>(() => writer.Write(broken with { Annotations = [broken.Annotations[0], points] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_put_together_in_flat_memory()
    {
        const int count = 20_000;
        using var writer = new CocoWriter(Out, SomeScenes.Plan(count));
        var frames = SomeScenes.Frames(40, 1, "instances");
        // A journal of a finished rendering; the pictures are not looked at.
        using (var journal = new FrameJournal(Out, SomeScenes.Plan(count).Classes, _ => true))
        {
            for (var i = 0; i < count; i++)
            {
                var objects = new CocoInstances(frames[i % 40]);
                journal.Add(frames[i % 40] with { Index = i }, string.Create(CultureInfo.InvariantCulture, $"images/{i:D8}.png"),
                    json => json.WriteString(CocoFile.Member, DatasetFolder.ToJson(default, objects.Write)));
            }
            journal.Complete();
            var path = Path.Combine(Out, "annotations", "instances.json");
            long most = 0;
            GC.Collect();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            using var stop = new CancellationTokenSource();
            var watch = new Thread(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                    Thread.Sleep(5);
                }
            });
            watch.Start();
            using (var stream = File.Create(path))
                new CocoFile(SomeScenes.Plan(count), null).Write(stream, journal);
            stop.Cancel();
            watch.Join();
            Assert.True(new FileInfo(path).Length > 8_000_000, $"{new FileInfo(path).Length}");
            Assert.True(most < 2_000_000, $"{most} bytes");
        }
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "annotations", "instances.json")));
        Assert.Equal(count, document.RootElement.GetProperty("images").GetArrayLength());
    }

    [Fact]
    public void COCOs_own_tools_score_a_perfect_prediction_with_one_and_decode_our_masks()
    {
        WriteAll(SomeScenes.Frames(60, 2, "boxes", "instances", "keypoints"), 2);
        var lines = CocoTools.Run(Path.Combine(Out, "annotations", "instances.json"));
        Assert.Equal(["bbox 1.000000", "segm 1.000000", "keypoints 1.000000"], lines[..3]);
        var masks = SomeScenes.Frames(60, 2, "instances").SelectMany(frame => RunLengthMask.Of((InstanceSegmentation)frame.Annotations[0]).OrderBy(mask => mask.Key)).Select(mask => mask.Value).ToArray();
        Assert.Equal(masks.Select(mask => $"{mask.Area} {mask}"), lines[3..]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void WriteAll(LabelledFrame[] frames, int steps = 1)
    {
        var plan = frames[0].Image.Height == SomeScenes.Height ? SomeScenes.Plan(frames.Length / steps, steps) : SomeFrames.Plan(frames.Length);
        using var writer = new CocoWriter(Out, plan);
        Parallel.ForEach(frames.Reverse(), writer.Write);
        writer.Complete([]);
    }

    private JsonElement Root() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "annotations", "instances.json"))).RootElement;

    private static byte[] Jpeg()
    {
        using var bitmap = new SKBitmap(16, 8);
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
    }

    // An EXIF segment whose only entry is the orientation, a quarter turn.
    private static byte[] Turned(byte[] jpeg) => [.. jpeg[..2], 0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0006\0\0\0\0\0\0\0"u8, .. jpeg[2..]];
}
