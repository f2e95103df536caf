using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>One clean picture of a class.</summary>
/// <param name="Face">With alpha where it is not a whole rectangle.</param>
/// <param name="Back">The same outline in plain white, for the plate's back.</param>
/// <param name="Aspect">Width over height.</param>
internal sealed record Picture(string Name, Texture Face, Texture Back, float Aspect);

/// <summary>The pictures of a folder: a file a class, or a sub-folder a class with several. Classes are in ordinal order of their names.</summary>
internal sealed class PictureSet
{
    /// <summary>What a byte can tell apart, less background.</summary>
    private const int MostClasses = 250;

    /// <summary>Share of the shorter side by which a whole rectangle's corners are rounded, as plates' and cards' are.</summary>
    private const float Corner = 0.06f;

    private PictureSet(IReadOnlyList<string> classes, IReadOnlyList<Picture[]> pictures) => (Classes, Pictures) = (classes, pictures);

    public IReadOnlyList<string> Classes { get; }

    /// <summary>Of each class.</summary>
    public IReadOnlyList<Picture[]> Pictures { get; }

    /// <exception cref="FewLabelsException">No folder, no pictures, too many classes, or a picture that does not decode.</exception>
    public static PictureSet Load(string folder)
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
        {
            throw Directory.EnumerateFiles(folder, "*.svg").Any()
                ? Wrong("The folder holds SVG drawings and no pictures", folder, "Render them to PNG first, for example with rsvg-convert or Inkscape; .svg files beside them are left alone.")
                : Wrong("The folder holds no pictures", folder, "Put a PNG for each class there, or a sub-folder for each class.");
        }
        if (classes.Count > MostClasses)
            throw Wrong($"The folder holds {classes.Count} classes", folder, $"At most {MostClasses} can be told apart; take some out.");
        return new([.. classes.Keys], [.. classes.Values.Select(files => files.Order(StringComparer.Ordinal).Select(Read).ToArray())]);

        void Add(string name, string file)
        {
            if (!classes.TryGetValue(name, out var files))
                classes.Add(name, files = []);
            files.Add(file);
        }
    }

    private static Picture Read(string file)
    {
        var image = ImageCodec.ReadRgba(file);
        if (IsWhole(image))
            RoundCorners(image);
        var white = image.Pixels.ToArray();
        for (var i = 0; i < white.Length; i += 4)
            (white[i], white[i + 1], white[i + 2]) = (255, 255, 255);
        return new(file, new(file, image), new($"{file}, its outline", new(image.Height, image.Width, 4, white)), (float)image.Width / image.Height);
    }

    private static bool IsWhole(Image image)
    {
        for (var i = 3; i < image.Pixels.Length; i += 4)
        {
            if (image.Pixels[i] < 255)
                return false;
        }
        return true;
    }

    private static void RoundCorners(Image image)
    {
        var radius = Corner * Math.Min(image.Width, image.Height);
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                float dx = Math.Max(radius - Math.Min(x + 0.5f, image.Width - x - 0.5f), 0), dy = Math.Max(radius - Math.Min(y + 0.5f, image.Height - y - 0.5f), 0);
                var outside = MathF.Sqrt(dx * dx + dy * dy) - radius;
                image.Pixels[(y * image.Width + x) * 4 + 3] = (byte)(255 * Math.Clamp(0.5f - outside, 0, 1));
            }
        }
    }

    private static FewLabelsException Wrong(string what, string where, string remedy) => new(what, where, remedy, ExitCode.WrongUsage);
}
