using System.Numerics;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>One clean picture of a class.</summary>
/// <param name="Face">As it was given.</param>
/// <param name="Shape">A plate of its outline.</param>
/// <param name="Light">Mean linear luminance of what is covered, 0 to 1.</param>
internal sealed record Picture(Texture Face, PlateShape Shape, float Light);

/// <summary>The pictures of a folder: a file a class, or a sub-folder a class with several. Classes are in ordinal order of their names.</summary>
internal sealed class PictureSet
{
    /// <summary>What a byte can tell apart, less background.</summary>
    private const int MostClasses = 250;

    /// <summary>Alpha from which a picture counts as opaque everywhere: what lossy files make of 255.</summary>
    private const byte Opaque = 250;

    private PictureSet(IReadOnlyList<string> classes, IReadOnlyList<Picture[]> pictures, IReadOnlyList<Asset> assets) =>
        (Classes, Pictures, Assets) = (classes, pictures, assets);

    public IReadOnlyList<string> Classes { get; }

    /// <summary>Of each class.</summary>
    public IReadOnlyList<Picture[]> Pictures { get; }

    /// <summary>Their files, with the licences that stand beside them.</summary>
    public IReadOnlyList<Asset> Assets { get; }

    /// <param name="folder">Pictures, or sub-folders of pictures.</param>
    /// <param name="corner">By how much a whole rectangle's corners are rounded, as a share of its shorter side, 0 to 0.5.</param>
    /// <exception cref="FewLabelsException">No folder, no pictures, too many classes, or a picture that does not decode or shows nothing.</exception>
    public static PictureSet Load(string folder, float corner = 0)
    {
        if (folder.Length == 0)
            throw Wrong("No folder of pictures is given", "pictures.folder", "Give one: --set pictures.folder=DIR, with a picture for each class.");
        if (!Directory.Exists(folder))
            throw Wrong("The folder of pictures is missing", folder, "Check the path that pictures.folder has.");
        var classes = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder).Where(ImageCodec.IsImage))
            Add(Path.GetFileNameWithoutExtension(file), file);
        foreach (var sub in Directory.EnumerateDirectories(folder))
        {
            foreach (var file in Directory.EnumerateFiles(sub).Where(ImageCodec.IsImage))
                Add(Path.GetFileName(sub), file);
        }
        if (classes.Count == 0)
            throw Empty(folder);
        if (classes.Count > MostClasses)
            throw Wrong($"The folder holds {classes.Count} classes", folder, $"At most {MostClasses} can be told apart; take some out.");
        return new(
            [.. classes.Keys],
            [.. classes.Values.Select(files => files.Order(StringComparer.Ordinal).Select(file => Read(file, corner)).ToArray())],
            AssetFiles.Folder("picture", folder, classes.Values.SelectMany(files => files)));

        void Add(string name, string file)
        {
            if (!classes.TryGetValue(name, out var files))
                classes.Add(name, files = []);
            files.Add(file);
        }
    }

    private static Picture Read(string file, float corner)
    {
        var image = ImageCodec.ReadRgba(file);
        var contours = IsOpaque(image) ? [Rectangle(image.Width, image.Height, corner)] : AlphaOutline.Trace(image);
        return contours.Count == 0
            ? throw Wrong("A picture is transparent everywhere", file, "Give it something to show, or take it out of the folder.")
            : new(new(file, image), new(contours, image.Width, image.Height, PictureRandomizer.Longest), LightOf(image));
    }

    private static Vector2[] Rectangle(int width, int height, float corner) => Array.ConvertAll(
        Outline.Rectangle(width, height, corner * Math.Min(width, height)), point => point + 0.5f * new Vector2(width, height));

    private static bool IsOpaque(Image image)
    {
        for (var i = 3; i < image.Pixels.Length; i += 4)
        {
            if (image.Pixels[i] < Opaque)
                return false;
        }
        return true;
    }

    private static float LightOf(Image image)
    {
        double sum = 0, covered = 0;
        for (var i = 0; i < image.Pixels.Length; i += 4)
        {
            var color = Colors.SrgbCurve.ToLinear(new Vector3(image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]) / 255);
            sum += image.Pixels[i + 3] * Vector3.Dot(color, new(0.2126f, 0.7152f, 0.0722f));
            covered += image.Pixels[i + 3];
        }
        return (float)(sum / covered);
    }

    private static FewLabelsException Empty(string folder) =>
        Directory.EnumerateFiles(folder, "*.svg", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).Any()
            ? Wrong("The folder holds SVG drawings and no pictures", folder,
                "Render each to a PNG beside it first, for example with rsvg-convert -w 256 or Inkscape; the .svg files are then left alone.")
            : Wrong("The folder holds no pictures", folder, "Put a PNG for each class there, or a sub-folder for each class.");

    private static FewLabelsException Wrong(string what, string where, string remedy) => new(what, where, remedy, ExitCode.WrongUsage);
}
