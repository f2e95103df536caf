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
}
