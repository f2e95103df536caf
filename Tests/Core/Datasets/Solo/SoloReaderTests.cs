using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tests.Core.Datasets.Readers;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Solo;

public sealed class SoloReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Out => Path.Combine(_folder, "solo");

    [Fact]
    public void What_was_written_is_read_back_image_labels_and_draws()
    {
        LabelledFrame[] frames = [SomeFrames.Whole(0), SomeFrames.Whole(0, 1), SomeFrames.Empty(1), SomeFrames.Empty(1, 1), SomeFrames.Whole(12), SomeFrames.Empty(12, 1)];
        Write(frames, steps: 2);
        var reader = DatasetReaders.Open(Out);
        Assert.Equal(("solo", "disc T-shirt/top"), (reader.Format, string.Join(' ', reader.Classes)));
        var samples = reader.Samples().ToArray();
        Assert.Equal(frames.Select(frame => (frame.Index, frame.Step, frame.ClassId)), samples.Select(sample => (sample.Index, sample.Step, sample.ClassId)));
        Assert.Equal("sequence.12/step1.camera.png", samples[^1].Name);
        // The names of keypoints are the dataset's.
        foreach (var (frame, sample) in frames.Zip(samples))
            Frames.Equal(frame with { Annotations = [.. frame.Annotations.Select(annotation => annotation is Keypoints points ? points with { Template = ["tip", "heel"] } : annotation)] }, sample.Load());
    }

    [Fact]
    public void A_dataset_without_its_definitions_tells_its_classes_in_its_frames()
    {
        Write([SomeFrames.Whole(0), SomeFrames.Whole(1)]);
        foreach (var file in Directory.EnumerateFiles(Out, "*.json*"))
            File.Delete(file);
        var reader = DatasetReaders.Open(Out);
        Assert.Equal(["disc", "T-shirt/top"], reader.Classes);
        var frame = reader.Samples().First().Load();
        Assert.Equal(["0", "1"], frame.Annotations.OfType<Keypoints>().Single().Template);
        Assert.Equal(1, frame.Annotations.OfType<Keypoints>().Single().Instances[0].ClassId);
        Assert.Equal(SomeFrames.All(2, 4).OfType<SemanticSegmentation>().Single().Classes, frame.Annotations.OfType<SemanticSegmentation>().Single().Classes);
    }

    // Two frames of Unity Perception 0.10, read by hand.
    [Fact]
    public void Unitys_own_dataset_is_read()
    {
        var root = Path.Combine(SharedData.Unpack("formats.zip", _folder), "formats", "solo", "tests", "data", "solo");
        var reader = DatasetReaders.Open(root);
        Assert.Equal(["Crate", "Cube", "Box", "Terrain", "Character"], reader.Classes);
        var samples = reader.Samples().ToArray();
        Assert.Equal(["sequence.0/step0.camera.png", "sequence.1/step0.camera.png"], samples.Select(sample => sample.Name));
        var frame = samples[0].Load();
        Assert.Equal((768, 1024, 3), (frame.Image.Height, frame.Image.Width, frame.Image.Channels));
        var boxes = frame.Annotations.OfType<BoundingBoxes2D>().Single().Boxes;
        Assert.Equal([new(1, 4, 418, 243, 128, 336, 16777), new(2, 0, 669, 400, 234, 266, 47768), new(3, 0, 167, 308, 228, 192, 35950)], boxes);
        var masks = frame.Annotations.OfType<InstanceSegmentation>().Single();
        Assert.Equal(boxes.Select(box => (box.InstanceId, box.ClassId, box.VisiblePixels)), masks.Seen.Select(seen => (seen.InstanceId, seen.ClassId, seen.Pixels)));
        // Where the labels of Unity's semantic masks stand is the crates' pixels alone.
        Assert.Equal(35950 + 47768, frame.Annotations.OfType<SemanticSegmentation>().Single().Classes.Count(label => label == 0));
        var points = frame.Annotations.OfType<Keypoints>().Single();
        Assert.Equal(("nose", 18), (points.Template[0], points.Template.Count));
        Assert.Equal((KeypointState.Absent, KeypointState.Visible, KeypointState.Occluded), (points.Instances[0].Points[0].State, points.Instances[0].Points[1].State, points.Instances[0].Points[3].State));
        Assert.Equal([2, 0, 0, 0, 1], frame.Annotations.OfType<ObjectCounts>().Single().Counts);
        Assert.Equal(3.84993672f, frame.Annotations.OfType<BoundingBoxes3D>().Single().Boxes.Single(box => box.InstanceId == 2).Translation.Z);
        Frames.Consistent(frame);
        // A type that is not known here is passed over.
        Assert.Equal(["BoundingBoxes2D", "ObjectCounts"], samples[1].Load().Annotations.Select(annotation => annotation.GetType().Name));
    }

    [Fact]
    public void Empty_lists_that_Unity_leaves_out_and_frames_without_a_picture_are_read()
    {
        Write([SomeFrames.Of(0, 0, new BoundingBoxes2D("boxes", [], Amodal: false))]);
        Edit("sequence.0/step0.frame_data.json", json => json.Replace("\"values\":[],", "", StringComparison.Ordinal).Replace(",\"values\":[]", "", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(Out, "sequence.1"));
        File.WriteAllText(Path.Combine(Out, "sequence.1", "step0.frame_data.json"), """{"frame":3,"sequence":1,"step":0,"timestamp":0.0}""");
        var sample = Assert.Single(DatasetReaders.Open(Out).Samples());
        Assert.Empty(sample.Load().Annotations.OfType<BoundingBoxes2D>().Single().Boxes);
    }

    [Fact]
    public void Labels_and_instances_may_be_numbered_as_Unity_likes()
    {
        Write([SomeFrames.Whole(0)]);
        File.Delete(Path.Combine(Out, "render.json"));
        File.Delete(Path.Combine(Out, "dataset.json"));
        foreach (var file in new[] { "annotation_definitions.json", "sequence.0/step0.frame_data.json" })
            Edit(file, json => json.Replace("\"labelId\":1,", "\"labelId\":31,", StringComparison.Ordinal).Replace("\"labelId\":2,", "\"labelId\":7,", StringComparison.Ordinal)
                .Replace("\"label_id\": 1,", "\"label_id\": 31,", StringComparison.Ordinal).Replace("\"label_id\": 2,", "\"label_id\": 7,", StringComparison.Ordinal)
                .Replace("\"instanceId\":1,", "\"instanceId\":70001,", StringComparison.Ordinal).Replace("\"instanceId\":2,", "\"instanceId\":4000000000,", StringComparison.Ordinal));
        var reader = DatasetReaders.Open(Out);
        // By their ids: 7 before 31.
        Assert.Equal(["T-shirt/top", "disc"], reader.Classes);
        var boxes = reader.Samples().Single().Load().Annotations.OfType<BoundingBoxes2D>().First().Boxes;
        Assert.Equal([new(1, 0, 0, 0, 1, 1, 1), new(2, 1, 1, 0, 1, 1, 1)], boxes);
    }

    [Theory]
    [InlineData("\"instanceId\":1", "\"instanceId\":-1", "instanceId")]
    [InlineData("\"labelName\":\"disc\"", "\"labelName\":\"dis\"", "labelName")]
    [InlineData("\"dimension\":[1.0,1.0]", "\"dimension\":[-1.0,1.0]", "values[0].dimension")]
    [InlineData("\"dimension\":[1.0,1.0]", "\"dimension\":[1.0]", "values[0].dimension")]
    [InlineData("\"dimension\":[4.0,2.0]", "\"dimension\":[4.0,3.0]", "captures[0].dimension")]
    [InlineData("\"origin\":[0.0,0.0]", "\"origin\":[1e30,0.0]", "values[0].origin")]
    [InlineData("\"color\":[255,0,0,255]", "\"color\":[255,0,0,2550]", "color[3]")]
    [InlineData("\"color\":[255,0,0,255]", "\"color\":[1,2,3,255]", "filename")]
    [InlineData("step0.camera.depth.exr", "step0.camera.normals.png", "step0.camera.normals.png")]
    [InlineData("\"captures\":[", "\"captures\":7,\"other\":[", "captures")]
    [InlineData("\"state\":2", "\"state\":3", "state")]
    [InlineData("\"filename\":\"step0.camera.png\"", "\"filename\":\"../../x.png\"", "'..'")]
    [InlineData("\"filename\":\"step0.camera.png\"", "\"filename\":\"/etc/passwd\"", "absolute")]
    public void What_is_wrong_in_a_frame_is_named_by_file_and_key(string was, string now, string told)
    {
        Write([SomeFrames.Whole(0)]);
        Edit("sequence.0/step0.frame_data.json", json => json.Replace(was, now, StringComparison.Ordinal));
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(Out).Samples().Select(sample => sample.Load()).ToArray());
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains("sequence.0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"captures\": [", "no valid JSON at line 1")]
    [InlineData("{\"captures\": [{\"x\": NaN}]}", "no valid JSON")]
    public void Broken_JSON_is_named_with_its_place(string json, string told)
    {
        Write([SomeFrames.Whole(0)]);
        File.WriteAllText(Path.Combine(Out, "sequence.0", "step0.frame_data.json"), json);
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(Out).Samples().ToArray());
        Assert.Contains(told, error.What, StringComparison.Ordinal);
        Assert.EndsWith("step0.frame_data.json", error.Where, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(LabelledFrame[] frames, int steps = 1)
    {
        using var writer = new SoloWriter(Out, SomeFrames.Plan(frames.Length, steps));
        Array.ForEach(frames, writer.Write);
        writer.Complete([]);
    }

    private void Edit(string file, Func<string, string> change)
    {
        var path = Path.Combine(Out, file);
        var text = File.ReadAllText(path);
        Assert.NotEqual(text, change(text));
        File.WriteAllText(path, change(text));
    }
}
