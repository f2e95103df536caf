using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Native;
using FewLabels.Sim.Tools.Commands;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tools.Augmentation;

/// <summary>A contact sheet: a row an image, the image itself first and then what recipes make of it.</summary>
internal static class AugmentSheet
{
    // An image is blown up to about this width.
    private const int CellWidth = 96;
    private const int Margin = 6;
    private const int Caption = 20;

    // More letters than this reach into the next column.
    private const int LongestCaption = 14;

    public static void Write(AugmentRequest request, string file, Terminal terminal, CancellationToken cancellation)
    {
        TorchLibrary.Require();
        var (images, own) = AugmentImages.Load(request, cancellation);
        var recipes = Allowed(request, request.Symmetries ?? own, terminal);
        var columns = recipes is [var one] ? [.. Enumerable.Range(1, request.Views).Select(view => (one, Caption: view == 1 && one.Name.Length <= LongestCaption ? one.Name : $"{view}", View: view))]
            : recipes.Select(recipe => (recipe, Caption: recipe.Name, View: 1)).ToArray();
        var scale = Math.Max(1, CellWidth / images.Width);
        int width = images.Width * scale + Margin, height = images.Height * scale + Margin;
        using var canvas = new PictureCanvas(Caption + images.Count * height, (columns.Length + 1) * width);
        Draw("original", images, 0);
        for (var c = 0; c < columns.Length; c++)
        {
            cancellation.ThrowIfCancellationRequested();
            Draw(columns[c].Caption, Augment(images, columns[c].Item1.Create(), StreamKey.Of(request.Seed).With("view").With(columns[c].View)), c + 1);
        }
        Save(canvas.ToImage(), file);
        terminal.Errors.WriteLine($"{images.Count} images of {request.Images} with {columns.Length} views each in {file}");

        void Draw(string caption, ImageStack stack, int column)
        {
            canvas.Write(caption, column * width + 2, Caption - 5);
            for (var i = 0; i < stack.Count; i++)
                canvas.Draw(stack.Copy(i), column * width, Caption + i * height, scale);
        }
    }

    // One recipe was asked for and is refused as a job's would be; several are there to be compared, and fit themselves to the images.
    private static IReadOnlyList<Recipe> Allowed(AugmentRequest request, Symmetries declared, Terminal terminal)
    {
        if (request.Recipes is [var asked])
        {
            LabelSafety.Require(asked, declared, "--recipe", "give --symmetries", safe => $"give --recipe {string.Join(',', safe.Operations.Select(operation => operation.Kind.Name))}");
            return request.Recipes;
        }
        var left = request.Recipes.SelectMany(recipe => LabelSafety.Of(recipe, declared)).Select(risk => risk.Parameter.Needs).Aggregate(Symmetries.None, (all, needs) => all | needs);
        if (left != Symmetries.None)
            terminal.Errors.WriteLine($"Left out of the recipes is what asks for {SymmetryNames.Write(left)}; if these classes survive that, give --symmetries {SymmetryNames.Write(declared | left)}.");
        return [.. request.Recipes.Select(recipe => LabelSafety.Fit(recipe, declared))];
    }

    /// <summary>Images as bytes, changed.</summary>
    private static ImageStack Augment(ImageStack images, Augmenter augmenter, StreamKey key)
    {
        using var scope = NewDisposeScope();
        var keys = Enumerable.Range(0, images.Count).Select(i => key.With(i)).ToArray();
        var changed = augmenter.Apply(Pixels.Gather(images, [.. Enumerable.Range(0, images.Count)]), keys);
        var bytes = changed.mul(255).round_().to(uint8).permute(0, 2, 3, 1).contiguous();
        return new(images.Count, images.Height, images.Width, images.Channels, bytes.bytes.ToArray());
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
