using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Readers;

/// <summary>Frames held against each other, and against what their labels must have in common.</summary>
internal static class Frames
{
    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };

    public static void Equal(LabelledFrame expected, LabelledFrame read)
    {
        Assert.Equal((expected.Index, expected.Step, expected.ClassId), (read.Index, read.Step, read.ClassId));
        Assert.Equal((expected.Image.Height, expected.Image.Width, expected.Image.Channels), (read.Image.Height, read.Image.Width, read.Image.Channels));
        Assert.Equal(expected.Image.Pixels, read.Image.Pixels);
        Assert.Equal(expected.Annotations.Select(Text), read.Annotations.Select(Text));
        Assert.Equal(expected.Draws, read.Draws);
    }

    /// <summary>Draws as a line of metadata keeps them: the image's before its objects', a choice by its word and not by its place.</summary>
    public static LabelledFrame AsMetadata(LabelledFrame frame) =>
        frame with { Draws = [.. frame.Draws.OrderBy(draw => draw.Object).Select(draw => draw.Choice is null ? draw : draw with { Value = 0 })] };

    public static string Text(Annotation annotation) => $"{annotation.GetType().Name} {JsonSerializer.Serialize<object>(annotation, Fields)}";

    /// <summary>Boxes are the bounds of their instances' pixels, and count them.</summary>
    public static void Consistent(LabelledFrame frame)
    {
        var masks = frame.Annotations.OfType<InstanceSegmentation>().Single();
        foreach (var box in frame.Annotations.OfType<BoundingBoxes2D>().Single(boxes => !boxes.Amodal).Boxes)
        {
            var pixels = Enumerable.Range(0, masks.Instances.Length).Where(i => masks.Instances[i] == box.InstanceId).Select(i => (X: i % masks.Width, Y: i / masks.Width)).ToArray();
            Assert.Equal((box.VisiblePixels, box.X, box.Y, box.X + box.Width - 1, box.Y + box.Height - 1),
                (pixels.Length, pixels.Min(p => p.X), pixels.Min(p => p.Y), pixels.Max(p => p.X), pixels.Max(p => p.Y)));
        }
    }

    /// <summary>What every frame that is read must hold, however damaged its files: classes of the dataset, maps of the image's size, boxes that have an inside.</summary>
    public static void Sound(LabelledFrame frame, IReadOnlyList<string> classes)
    {
        Assert.True(frame.ClassId is not { } label || label >= 0 && label < classes.Count);
        var size = frame.Image.Height * frame.Image.Width;
        foreach (var annotation in frame.Annotations)
        {
            switch (annotation)
            {
                case BoundingBoxes2D boxes:
                    Assert.All(boxes.Boxes, box => Assert.True(box.ClassId >= 0 && box.ClassId < classes.Count && box is { InstanceId: > 0, Width: >= 0, Height: >= 0 }));
                    break;
                case InstanceSegmentation masks:
                    Assert.Equal(size, masks.Instances.Length);
                    Assert.All(masks.Seen, seen => Assert.InRange(seen.ClassId, 0, classes.Count - 1));
                    break;
                case SemanticSegmentation semantic:
                    Assert.Equal(size, semantic.Classes.Length);
                    Assert.All(semantic.Classes, pixel => Assert.True(pixel == SemanticSegmentation.Background || pixel < classes.Count));
                    break;
                case DepthMap depth:
                    Assert.Equal(size, depth.Meters.Length);
                    Assert.DoesNotContain(depth.Meters, meters => !float.IsFinite(meters));
                    break;
                case Keypoints keypoints:
                    Assert.All(keypoints.Instances, instance => Assert.Equal(keypoints.Template.Count, instance.Points.Count));
                    break;
            }
        }
    }
}
