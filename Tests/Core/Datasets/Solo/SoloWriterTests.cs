using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using SkiaSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Solo;

public sealed class SoloWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Out => Path.Combine(_folder, "solo");

    [Fact]
    public void Files_lie_where_readers_look_and_their_names_stand_in_the_JSON()
    {
        WriteAll(Out, [SomeFrames.Whole(0), SomeFrames.Whole(0, 1), SomeFrames.Empty(1), SomeFrames.Empty(1, 1)], steps: 2);
        foreach (var (sequence, step) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
        {
            var folder = Path.Combine(Out, $"sequence.{sequence}");
            var frame = Parse(Path.Combine(folder, $"step{step}.frame_data.json"));
            var capture = frame.GetProperty("captures")[0];
            Assert.True(File.Exists(Path.Combine(folder, capture.GetProperty("filename").GetString()!)));
            foreach (var annotation in capture.GetProperty("annotations").EnumerateArray())
                if (annotation.TryGetProperty("filename", out var file))
                    Assert.True(File.Exists(Path.Combine(folder, file.GetString()!)));
        }
        var metadata = Parse(Path.Combine(Out, "metadata.json"));
        Assert.Equal((4, 2), (metadata.GetProperty("totalFrames").GetInt32(), metadata.GetProperty("totalSequences").GetInt32()));
    }

    // What pysolotools' classes demand of each thing, from their fields without defaults.
    [Fact]
    public void Nothing_that_readers_require_is_missing()
    {
        WriteAll(Out, [SomeFrames.Whole(0), SomeFrames.Empty(1)]);
        Has(Parse(Path.Combine(Out, "metadata.json")), "unityVersion perceptionVersion totalFrames totalSequences sensors metricCollectors");
        var required = new Dictionary<string, string>
        {
            ["BoundingBox2DAnnotation"] = "values[instanceId labelId labelName origin dimension]",
            ["BoundingBox3DAnnotation"] = "values[instanceId labelId labelName size translation rotation velocity acceleration]",
            ["SemanticSegmentationAnnotation"] = "imageFormat dimension filename instances[labelName pixelValue]",
            ["InstanceSegmentationAnnotation"] = "imageFormat dimension filename instances[instanceId labelId labelName color]",
            ["KeypointAnnotation"] = "templateId values[instanceId labelId pose keypoints]",
            ["DepthAnnotation"] = "imageFormat dimension filename",
            ["NormalAnnotation"] = "imageFormat dimension filename",
            ["PixelPositionAnnotation"] = "imageFormat dimension filename",
        };
        foreach (var sequence in new[] { 0, 1 })
        {
            var frame = Parse(Path.Combine(Out, $"sequence.{sequence}", "step0.frame_data.json"));
            Has(frame, "frame sequence step metrics captures");
            var capture = frame.GetProperty("captures")[0];
            Has(capture, "@type id description position rotation annotations velocity acceleration filename imageFormat dimension projection matrix");
            var boxes = Of(capture, "BoundingBox2DAnnotation").GetProperty("values");
            // A converter pairs boxes and instances by their places.
            Assert.Equal(Ids(boxes), Ids(Of(capture, "InstanceSegmentationAnnotation").GetProperty("instances")));
            foreach (var annotation in capture.GetProperty("annotations").EnumerateArray())
            {
                Has(annotation, "@type id sensorId description");
                if (required.TryGetValue(annotation.GetProperty("@type").GetString()!.Split('.')[^1], out var members))
                    Has(annotation, members);
            }
        }
        var definitions = Parse(Path.Combine(Out, "annotation_definitions.json")).GetProperty("annotationDefinitions");
        Assert.Equal(12, definitions.GetArrayLength());
        Assert.All(definitions.EnumerateArray(), definition => Has(definition, "@type id description"));
        var spec = definitions.EnumerateArray().First(d => d.GetProperty("id").GetString() == "boxes").GetProperty("spec");
        Assert.Equal("""[{"label_id":1,"label_name":"disc"},{"label_id":2,"label_name":"T-shirt/top"}]""", JsonSerializer.Serialize(spec));
        var template = definitions.EnumerateArray().First(d => d.GetProperty("id").GetString() == "keypoints").GetProperty("template");
        Has(template, "templateId templateName keypoints[label index color] skeleton");
        Assert.Equal(["tip", "heel"], template.GetProperty("keypoints").EnumerateArray().Select(point => point.GetProperty("label").GetString()));
        Assert.Equal(7, Parse(Path.Combine(Out, "metric_definitions.json")).GetProperty("metricDefinitions").GetArrayLength());
        Has(Parse(Path.Combine(Out, "sensor_definitions.json")).GetProperty("sensorDefinitions")[0],
            "@type id modality description firstCaptureFrame captureTriggerMode simulationDeltaTime framesBetweenCaptures manualSensorsAffectTiming");
    }

    [Fact]
    public void Masks_hold_the_colours_that_the_JSON_names_and_EXR_files_the_numbers()
    {
        WriteAll(Out, [SomeFrames.Whole(0)]);
        var folder = Path.Combine(Out, "sequence.0");
        byte[] background = [0, 0, 0, 255], first = [255, 0, 0, 255], second = [0, 74, 255, 255];
        Assert.Equal([.. first, .. second, .. Enumerable.Repeat(background, 6).SelectMany(x => x)], Pixels(Path.Combine(folder, "step0.camera.instances.png")));
        Assert.Equal([.. second, .. first, .. Enumerable.Repeat(background, 6).SelectMany(x => x)], Pixels(Path.Combine(folder, "step0.camera.semantic.png")));
        var depth = ExrImage.Decode(File.ReadAllBytes(Path.Combine(folder, "step0.camera.depth.exr")));
        Assert.Equal(["R"], depth.Channels);
        Assert.Equal([4.5f, 4.5f, 0, 0, 0, 0, 0, 0], depth.Values);
        var normals = ExrImage.Decode(File.ReadAllBytes(Path.Combine(folder, "step0.camera.normals.exr")));
        // Alpha, blue, green, red: the normal (0, 0, −1) at the first pixel, nothing at the second.
        Assert.Equal([1, -1, 0, 0, 0, 0, 0, 0], normals.Values[..8]);
    }

    [Fact]
    public void Several_threads_and_several_sessions_leave_the_same_files_as_one()
    {
        var frames = Enumerable.Range(0, 40).Select(i => SomeFrames.Whole(i)).ToArray();
        var (one, many) = (Path.Combine(_folder, "one"), Path.Combine(_folder, "many"));
        WriteAll(one, frames);
        using (var writer = new SoloWriter(many, SomeFrames.Plan(40)))
            Parallel.ForEach(frames.Where(frame => frame.Index % 3 != 0), writer.Write);
        // The first session has died in the middle of frame 9.
        File.WriteAllText(Path.Combine(many, "metadata.json.part"), "{");
        Directory.CreateDirectory(Path.Combine(many, "sequence.9"));
        File.WriteAllText(Path.Combine(many, "sequence.9", "step0.camera.png"), "half");
        File.WriteAllText(Path.Combine(many, "sequence.9", "step0.camera.depth.exr.part"), "half");
        using (var writer = new SoloWriter(many, SomeFrames.Plan(40), resume: true))
        {
            Assert.Equal(frames.Where(frame => frame.Index % 3 == 0).Select(frame => frame.Index), frames.Select(frame => frame.Index).Where(i => !writer.Contains(i, 0)));
            Parallel.ForEach(frames.Where(frame => !writer.Contains(frame.Index, 0)), writer.Write);
            writer.Complete([]);
        }
        Assert.Equal(SomeFrames.Files(one).OrderBy(f => f.Key), SomeFrames.Files(many).OrderBy(f => f.Key).Where(f => f.Key != Path.Combine("sequence.9", "step0.camera.depth.exr.part")));
    }

    [Fact]
    public void A_dataset_whose_program_has_ended_early_can_be_read()
    {
        using (var writer = new SoloWriter(Out, SomeFrames.Plan(600)))
            for (var i = 0; i < 300; i++)
                writer.Write(SomeFrames.Of(i, 0, new BoundingBoxes2D("boxes", [], Amodal: false)));
        Assert.Equal(1, Parse(Path.Combine(Out, "annotation_definitions.json")).GetProperty("annotationDefinitions").GetArrayLength());
        var metadata = Parse(Path.Combine(Out, "metadata.json"));
        var total = metadata.GetProperty("totalFrames").GetInt32();
        Assert.Equal((256, 256), (total, metadata.GetProperty("totalSequences").GetInt32()));
        for (var i = 0; i < total; i++)
            Assert.Equal(i, Parse(Path.Combine(Out, $"sequence.{i}", "step0.frame_data.json")).GetProperty("sequence").GetInt32());
    }

    [Fact]
    public void Shards_put_together_are_the_whole()
    {
        var frames = Enumerable.Range(0, 10).Select(i => SomeFrames.Whole(i)).ToArray();
        var (whole, union) = (Path.Combine(_folder, "whole"), Path.Combine(_folder, "union"));
        WriteAll(whole, frames);
        foreach (var (first, count) in new[] { (0, 4), (4, 6) })
        {
            var shard = Path.Combine(_folder, $"shard-{first}");
            using (var writer = new SoloWriter(shard, SomeFrames.Plan(count) with { First = first }))
            {
                Array.ForEach(frames[first..(first + count)], writer.Write);
                writer.Complete([]);
            }
            foreach (var (name, bytes) in SomeFrames.Files(shard))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(union, name))!);
                // One after the other, as cat puts them.
                if (name == "metadata.jsonl")
                    File.AppendAllText(Path.Combine(union, name), File.ReadAllText(Path.Combine(shard, name)));
                else
                    File.WriteAllBytes(Path.Combine(union, name), Convert.FromHexString(bytes));
            }
        }
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "metadata.jsonl")), File.ReadAllText(Path.Combine(union, "metadata.jsonl")));
        // A session over the union finds nothing to do but to count.
        using (var writer = new SoloWriter(union, SomeFrames.Plan(10), resume: true))
        {
            Assert.All(frames, frame => Assert.True(writer.Contains(frame.Index, 0)));
            writer.Complete([]);
        }
        Assert.Equal(SomeFrames.Files(whole).OrderBy(f => f.Key), SomeFrames.Files(union).OrderBy(f => f.Key));
    }

    [Theory]
    [InlineData("step0.camera.png.part")]
    [InlineData("step0.camera.depth.exr.part")]
    [InlineData("step0.frame_data.json.part")]
    public void A_full_disk_is_said_and_leaves_no_half_frame(string part)
    {
        using var writer = new SoloWriter(Out, SomeFrames.Plan());
        writer.Write(SomeFrames.Whole(0));
        var folder = Path.Combine(Out, "sequence.1");
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(Path.Combine(folder, part), "/dev/full");
        var error = Assert.Throws<FewLabelsException>(() => writer.Write(SomeFrames.Whole(1)));
        Assert.Contains("No space left", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.False(writer.Contains(1, 0));
        Assert.False(File.Exists(Path.Combine(folder, "step0.frame_data.json")));
        Assert.DoesNotContain(Directory.EnumerateFiles(folder), file => new FileInfo(file).Length == 0 || file.EndsWith(".part", StringComparison.Ordinal));
        writer.Write(SomeFrames.Whole(1));
        Assert.True(writer.Contains(1, 0));
    }

    [Fact]
    public void Frames_that_were_set_aside_are_listed_in_their_order()
    {
        using (var writer = new SoloWriter(Out, SomeFrames.Plan()))
        {
            writer.Write(SomeFrames.Whole(0));
            writer.Complete([new(5, Rejected: false, "a \"fault\""), new(2, Rejected: true, "no box")]);
        }
        var frames = Parse(Path.Combine(Out, "rejected.json")).GetProperty("frames");
        Assert.Equal("""[{"index":2,"why":"rejected","reason":"no box"},{"index":5,"why":"failed","reason":"a \u0022fault\u0022"}]""", JsonSerializer.Serialize(frames));
    }

    [Fact]
    public void A_folder_is_never_mixed_with_what_was_there()
    {
        WriteAll(Out, [SomeFrames.Whole(0)]);
        Assert.Contains("not empty", Refused(() => new SoloWriter(Out, SomeFrames.Plan())), StringComparison.Ordinal);
        Assert.Contains("seed is 7, not 8", Refused(() => new SoloWriter(Out, SomeFrames.Plan() with { Seed = 8 }, resume: true)), StringComparison.Ordinal);
        Assert.Contains("labelers", Refused(() => new SoloWriter(Out, SomeFrames.Plan() with { Labelers = ["depth"] }, resume: true)), StringComparison.Ordinal);
        Assert.Contains("format", Refused(() => new FolderWriter(Out, SomeFrames.Plan(), resume: true)), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "");
        Assert.Contains("no dataset of ours", Refused(() => new SoloWriter(_folder, SomeFrames.Plan(), resume: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_format_has_no_place_for_is_refused_by_name()
    {
        using var writer = new SoloWriter(Out, SomeFrames.Plan());
        Assert.Contains("Smell", Assert.Throws<FewLabelsException>(() => writer.Write(SomeFrames.Of(0, 0, new Smell("nose")))).Message, StringComparison.Ordinal);
        Assert.Contains("image 3", Assert.Throws<FewLabelsException>(() => writer.Write(SomeFrames.Of(3, 0, new Occlusion("occlusion", [new(1, 0, float.NaN, 0)])))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Out, "sequence.3")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed record Smell(string Labeler) : Annotation(Labeler);

    private static void WriteAll(string folder, LabelledFrame[] frames, int steps = 1)
    {
        using var writer = new SoloWriter(folder, SomeFrames.Plan(frames.Length / steps, steps));
        Array.ForEach(frames, writer.Write);
        writer.Complete([]);
    }

    private static string Refused(Func<IDatasetWriter> open)
    {
        var error = Assert.Throws<FewLabelsException>(open);
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
        return error.Message;
    }

    private static JsonElement Parse(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    private static JsonElement Of(JsonElement capture, string type) =>
        capture.GetProperty("annotations").EnumerateArray().Single(annotation => annotation.GetProperty("@type").GetString() == $"type.unity.com/unity.solo.{type}");

    private static int[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetProperty("instanceId").GetInt32())];

    /// <param name="members">Names with spaces between; <c>list[a b]</c> asks for a and b in each item.</param>
    private static void Has(JsonElement thing, string members)
    {
        foreach (var member in System.Text.RegularExpressions.Regex.Matches(members, @"([^\s\[\]]+)(\[([^\]]*)\])?").Select(match => match.Groups))
        {
            Assert.True(thing.TryGetProperty(member[1].Value, out var value), $"{member[1].Value} is missing in {thing}");
            if (member[2].Success)
                Assert.All(value.EnumerateArray(), item => Has(item, member[3].Value));
        }
    }

    private static byte[] Pixels(string path)
    {
        using var codec = SKCodec.Create(path);
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels()));
        return bitmap.Bytes;
    }
}
