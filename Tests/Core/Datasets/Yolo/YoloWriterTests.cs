using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Datasets.Yolo;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tests.Core.Datasets.Coco;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Yolo;

public sealed class YoloWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Out => Path.Combine(_folder, "yolo");

    [Fact]
    public void Boxes_follow_Ultralytics_rules_and_read_back_to_their_pixels()
    {
        var frames = SomeScenes.Frames(40, 1, "boxes");
        WriteAll(frames);
        var rows = UltralyticsCheck.Verify(Out);
        Assert.Contains(rows.Values, lines => lines.Length == 0);
        foreach (var frame in frames)
        {
            var boxes = ((BoundingBoxes2D)frame.Annotations[0]).Boxes;
            Assert.Equal(boxes.Select(box => (box.ClassId, box.X, box.Y, box.Width, box.Height)), rows[$"{frame.Index:D8}"].Select(row => ((int)row[0],
                (int)Math.Round((row[1] - row[3] / 2) * SomeScenes.Width), (int)Math.Round((row[2] - row[4] / 2) * SomeScenes.Height),
                (int)Math.Round(row[3] * SomeScenes.Width), (int)Math.Round(row[4] * SomeScenes.Height))));
        }
    }

    [Fact]
    public void Outlines_follow_Ultralytics_rules_and_hold_the_pixels_of_their_masks()
    {
        var frames = SomeScenes.Frames(60, 1, "boxes", "instances");
        WriteAll(frames);
        var rows = UltralyticsCheck.Verify(Out);
        var worst = 1.0;
        foreach (var frame in frames)
        {
            var masks = RunLengthMask.Of((InstanceSegmentation)frame.Annotations[1]).OrderBy(mask => mask.Key).Select(mask => mask.Value).ToArray();
            var lines = rows[$"{frame.Index:D8}"];
            Assert.Equal(masks.Length, lines.Length);
            for (var i = 0; i < masks.Length; i++)
            {
                (double X, double Y)[] points = [.. lines[i][1..].Chunk(2).Select(point => (point[0] * SomeScenes.Width, point[1] * SomeScenes.Height))];
                worst = Math.Min(worst, SomeMasks.Overlap(masks[i].Decode(), PolygonFill.Fill([points], SomeScenes.Height, SomeScenes.Width).Decode()));
                // What Ultralytics makes the box from.
                var box = masks[i].Box();
                Assert.Equal(box.X, points.Min(point => point.X), 1e-3);
                Assert.Equal(box.Y + box.Height, points.Max(point => point.Y), 1e-3);
            }
        }
        // Six decimals move no outline over a pixel's centre.
        Assert.Equal(1, worst);
    }

    [Fact]
    public void One_outline_says_parts_and_holes()
    {
        for (var i = 0; i < 1500; i++)
        {
            var mask = SomeMasks.Encoded(i);
            var rings = MaskOutline.Trace(mask);
            if (rings.Count > 0)
                Assert.Equal(mask.Counts, PolygonFill.Fill([OneOutline.Of(rings)], mask.Height, mask.Width).Counts);
        }
    }

    [Fact]
    public void Keypoints_follow_Ultralytics_rules()
    {
        var frames = SomeScenes.Frames(40, 1, "boxes", "keypoints");
        WriteAll(frames);
        var rows = UltralyticsCheck.Verify(Out);
        var (frame, hidden) = (frames[0], 0);
        var boxes = ((BoundingBoxes2D)frame.Annotations[0]).Boxes;
        var points = ((Keypoints)frame.Annotations[1]).Instances.ToDictionary(instance => instance.InstanceId, instance => instance.Points);
        for (var i = 0; i < boxes.Count; i++)
        {
            var row = rows["00000000"][i];
            Assert.Equal(5 + 9, row.Length);
            if (!points.TryGetValue(boxes[i].InstanceId, out var expected))
            {
                Assert.All(row[5..], number => Assert.Equal(0, number));
                hidden++;
                continue;
            }
            for (var k = 0; k < 3; k++)
            {
                Assert.Equal(expected[k].X / SomeScenes.Width, row[5 + 3 * k], 1e-6);
                Assert.Equal(expected[k].Y / SomeScenes.Height, row[6 + 3 * k], 1e-6);
                Assert.Equal((double)expected[k].State, row[7 + 3 * k]);
            }
        }
        Assert.True(hidden > 0 && points.Count > 0);
    }

    [Fact]
    public void The_files_are_those_written_by_hand()
    {
        LabelledFrame Frame(long index, params BoundingBox2D[] boxes) => SomeScenes.Of(index, 0) with { Annotations = [new BoundingBoxes2D("boxes", boxes, Amodal: false), new Keypoints("keypoints", SomeScenes.Template, [])] };
        WriteAll([Frame(0, new(3, 2, 12, 0, 24, 10, 9), new(5, 0, 0, 0, 48, 40, 9), new(7, 2, 12, 0, 24, 10, 9)), Frame(1)]);
        const string points = " 0.000000 0.000000 0 0.000000 0.000000 0 0.000000 0.000000 0\n";
        // The third is the first once more.
        Assert.Equal($"2 0.500000 0.125000 0.500000 0.250000{points}0 0.500000 0.500000 1.000000 1.000000{points}", File.ReadAllText(Path.Combine(Out, "labels", "00000000.txt")));
        Assert.Equal("", File.ReadAllText(Path.Combine(Out, "labels", "00000001.txt")));
        Assert.Equal("""
            # FewLabels.Sim 1.2.3: shapes, seed 7. Task: pose.
            # Paths are relative to this file. Nothing is held back: name other images for val, photos at best, or train and val are the same.
            train: images
            val: images
            nc: 3
            names:
              0: "disc"
              1: "T-shirt/top"
              2: "it's \"long\": ä"
            kpt_shape: [3, 3]
            flip_idx: [1, 0, 2]
            kpt_names:
              0: ["left eye", "right eye", "tip"]
              1: ["left eye", "right eye", "tip"]
              2: ["left eye", "right eye", "tip"]

            """, File.ReadAllText(Path.Combine(Out, "data.yaml")));
    }

    [Theory]
    [InlineData("top,corner", null)]
    [InlineData("left,middle,right", "2,1,0")]
    [InlineData("Left,Right", "1,0")]
    [InlineData("left,middle", null)]
    public void Mirrored_keypoints_are_told_by_their_names(string names, string? mirrored) =>
        Assert.Equal(mirrored?.Split(',').Select(int.Parse), MirroredKeypoints.Of(names.Split(',')));

    [Fact]
    public void A_dataset_is_of_one_task()
    {
        Assert.Contains("yolo-segment", Refused(null, SomeScenes.Of(0, 0, "boxes", "instances", "keypoints")), StringComparison.Ordinal);
        Assert.Contains("no place for depth", Refused(null, SomeScenes.Of(0, 0, "boxes", "depth")), StringComparison.Ordinal);
        Assert.Contains("needs boxes", Refused(null, SomeScenes.Of(0, 0)), StringComparison.Ordinal);
        Assert.Contains("needs masks", Refused(YoloTask.Segment, SomeScenes.Of(0, 0, "boxes")), StringComparison.Ordinal);
        Assert.Contains("needs keypoints", Refused(YoloTask.Pose, SomeScenes.Of(0, 0, "boxes")), StringComparison.Ordinal);
        Assert.Contains("another task", Refused(null, SomeScenes.Of(0, 0, "boxes"), SomeScenes.Of(1, 0, "boxes", "instances")), StringComparison.Ordinal);
        // Said by name, each takes its own of all three.
        foreach (var (task, columns) in new[] { (YoloTask.Detect, 5), (YoloTask.Pose, 14) })
        {
            var folder = Path.Combine(_folder, task.ToString());
            using (var writer = new YoloWriter(folder, SomeScenes.Plan(1), task: task))
                writer.Write(SomeScenes.Of(0, 0, "boxes", "instances", "keypoints"));
            Assert.All(UltralyticsCheck.Verify(folder)["00000000"], row => Assert.Equal(columns, row.Length));
        }
        // Masks alone have boxes too.
        var masked = Path.Combine(_folder, "masked");
        using (var writer = new YoloWriter(masked, SomeScenes.Plan(1), task: YoloTask.Detect))
            writer.Write(SomeScenes.Of(0, 0, "instances"));
        Assert.Equal(((BoundingBoxes2D)SomeScenes.Of(0, 0, "boxes").Annotations[0]).Boxes.Count, UltralyticsCheck.Verify(masked)["00000000"].Length);
    }

    [Fact]
    public void A_later_session_can_not_change_the_task()
    {
        using (var writer = new YoloWriter(Out, SomeScenes.Plan(2)))
            writer.Write(SomeScenes.Of(0, 0, "boxes"));
        using var next = new YoloWriter(Out, SomeScenes.Plan(2), resume: true);
        Assert.Contains("another task", Assert.Throws<FewLabelsException>(() => next.Write(SomeScenes.Of(1, 0, "instances"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_Ultralytics_would_leave_out_are_refused()
    {
        Assert.Contains("too small", Assert.Throws<FewLabelsException>(() => new YoloWriter(Out, SomeFrames.Plan())).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Refused(YoloTask? task, params LabelledFrame[] frames)
    {
        var folder = Path.Combine(_folder, Guid.NewGuid().ToString());
        using var writer = new YoloWriter(folder, SomeScenes.Plan(2), task: task);
        Array.ForEach(frames[..^1], writer.Write);
        var error = Assert.Throws<FewLabelsException>(() => writer.Write(frames[^1]));
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
        Assert.Equal(frames.Length - 1, Directory.EnumerateFiles(Path.Combine(folder, "images")).Count());
        return error.Message;
    }

    private void WriteAll(LabelledFrame[] frames)
    {
        using var writer = new YoloWriter(Out, SomeScenes.Plan(frames.Length));
        Parallel.ForEach(frames.Reverse(), writer.Write);
        writer.Complete([]);
    }
}
