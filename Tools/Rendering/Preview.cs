using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Tools.Commands;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Rendering;

/// <summary>A look at a scenario before a dataset is made: some of its images in one picture, a row a class; or, with labelers named, images with what each says.</summary>
internal static class Preview
{
    private const int MostColumns = 16;
    private const int MostRows = 10;

    // Wider sheets are shrunk by what shows them.
    private const int SheetWidth = 1600;

    // A picture with labels is blown up to about this width.
    private const int LabelWidth = 224;
    private const int Margin = 6;
    private const int Caption = 20;

    /// <param name="count">Images; null for a full sheet.</param>
    public static void Write(ScenarioRequest scenario, ImageOptions options, int? count, string file, Terminal terminal, CancellationToken cancellation)
    {
        if (options.Labelers is not null)
        {
            WriteLabels(scenario, options, count ?? 1, file, terminal, cancellation);
            return;
        }
        using var source = new FrameSource(scenario.Create(), options with { Labelers = [] }, scenario.Catalog, skipErrors: true);
        var classes = source.Scenario.Classes;
        var columns = Math.Clamp(SheetWidth / options.Width, 1, MostColumns);
        var wanted = Math.Min(count ?? columns * Math.Min(classes.Count, MostRows), columns * Math.Max(classes.Count, MostRows));
        var frames = source.Render(Enumerable.Range(0, wanted).Select(i => (long)i), cancellation).SelectMany(batch => batch.Frames).Where(frame => frame.Step == 0).ToArray();
        if (frames.Length == 0)
            throw new FewLabelsException("No image could be made", source.Scenario.Name, "Render one to a folder to see why.");
        var channels = frames[0].Image.Channels;
        var images = new ImageStack(frames.Length, options.Height, options.Width, channels, [.. frames.SelectMany(frame => frame.Image.Pixels)]);
        var key = StreamKey.Of(options.Seed).With("preview");
        // Many classes would make a strip.
        var most = frames.GroupBy(frame => frame.ClassId).Max(group => group.Count());
        columns = Math.Min(columns, frames.Length);
        var sheet = classes.Count is > 1 and <= MostRows && most <= columns
            ? ContactSheet.ByClass(new(images, [.. frames.Select(frame => (byte)frame.ClassId!)], classes), most, key)
            : ContactSheet.Any(images, (frames.Length + columns - 1) / columns, columns, key);
        Save(sheet, file);
        terminal.Errors.WriteLine($"{frames.Length} images of {source.Scenario.Name} in {file}");
    }

    /// <summary>For each image the picture, and beside it one for each labeler.</summary>
    private static void WriteLabels(ScenarioRequest scenario, ImageOptions options, int count, string file, Terminal terminal, CancellationToken cancellation)
    {
        using var source = new FrameSource(scenario.Create(), options, scenario.Catalog, skipErrors: true);
        var frames = source.Render(Enumerable.Range(0, count).Select(i => (long)i), cancellation).SelectMany(batch => batch.Frames).Where(frame => frame.Step == 0).ToArray();
        var pictures = new LabelPictures(source.Scenario.Classes);
        var scale = Math.Max(1, LabelWidth / options.Width);
        int width = options.Width * scale + Margin, height = options.Height * scale + Caption;
        var columns = Math.Clamp(SheetWidth / width, 1, source.Labelers.Count + 1);
        var rows = (source.Labelers.Count + columns) / columns;
        using var canvas = new PictureCanvas(frames.Length * rows * height, columns * width);
        for (var f = 0; f < frames.Length; f++)
        {
            for (var i = 0; i <= source.Labelers.Count; i++)
            {
                int x = i % columns * width, y = (f * rows + i / columns) * height;
                canvas.Write(i == 0 ? "rgb" : source.Labelers[i - 1], x + 2, y + Caption - 5);
                if (i == 0)
                    canvas.Draw(frames[f].Image, x, y + Caption, scale);
                else
                    pictures.Draw(canvas, frames[f], frames[f].Annotations[i - 1], x, y + Caption, scale);
            }
        }
        Save(canvas.ToImage(), file);
        terminal.Errors.WriteLine($"{frames.Length} images of {source.Scenario.Name} with {source.Labelers.Count} labels in {file}");
    }

    private static void Save(Image sheet, string file)
    {
        try
        {
            File.WriteAllBytes(file + ".part", ImageCodec.EncodePng(sheet));
            File.Move(file + ".part", file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The preview can't be written: {error.Message}", file, "Choose another file with --preview.", cause: error);
        }
    }
}
