using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Pictures;

/// <summary>
/// The pictures of a folder that a setting names, the folders below it included, in ordinal order of their paths. They are loaded
/// when they are first asked for, and those used last are kept. Safe for several threads once it is open.
/// </summary>
/// <param name="kind">What they are, for their list of assets.</param>
/// <param name="folder">Empty for no folder.</param>
/// <param name="isPicture">Does a file's name look like a picture's?</param>
/// <param name="load">From a path.</param>
/// <param name="measure">Bytes of a picture.</param>
/// <param name="capacity">Bytes to keep.</param>
internal sealed class PictureFolder<T>(
    string kind, Setting folder, Func<string, bool> isPicture, Func<string, T> load, Func<T, long> measure, long capacity = PictureFolder.Capacity)
    where T : class
{
    private readonly RecentlyUsed<string, T> _recent = new(path => Load(load, path), measure, capacity);
    private string[] _files = [];

    /// <summary>Is there a folder? Known once it is open.</summary>
    public bool IsGiven => _files.Length > 0;

    public int Count => _files.Length;

    /// <summary>The files with their licences; known once it is open.</summary>
    public IReadOnlyList<Asset> Assets => AssetFiles.Folder(kind, folder.Value, _files);

    /// <summary>Lists the folder and looks whether its files can be read; without a name there is nothing to do.</summary>
    /// <exception cref="FewLabelsException">The folder is missing or holds no picture, or a file can't be opened.</exception>
    public void Open()
    {
        _files = [];
        if (folder.Value.Length == 0)
            return;
        if (!Directory.Exists(folder.Value))
            throw new FewLabelsException($"The folder of {folder.Path} is missing", folder.Value, "Check the path.", ExitCode.WrongUsage);
        var files = List();
        if (files.Length == 0)
            throw new FewLabelsException($"The folder of {folder.Path} has no pictures", folder.Value, "Put pictures there, or name another folder.", ExitCode.WrongUsage);
        Array.ForEach(files, TryOpen);
        _files = files;
    }

    /// <summary>The picture at a share of the list: 0 the first, just below 1 the last. So a range of shares holds pictures out.</summary>
    /// <exception cref="FewLabelsException">The file can't be read or decoded.</exception>
    public T At(float share) => _recent.Get(_files[Math.Clamp((int)(share * _files.Length), 0, _files.Length - 1)]);

    private string[] List()
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder.Value, "*", SearchOption.AllDirectories).Where(isPicture).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The folder of {folder.Path} can't be listed: {error.Message}", folder.Value, "Check its permissions.", cause: error);
        }
    }

    private static void TryOpen(string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }
    }

    private static T Load(Func<string, T> load, string path)
    {
        try
        {
            return load(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }
    }

    private static FewLabelsException Unreadable(string path, Exception error) =>
        new($"A picture can't be read: {error.Message}", path, "Mend it, or take it out of the folder.", cause: error);
}

/// <summary>The kinds of pictures that randomizers take from folders.</summary>
internal static class PictureFolder
{
    /// <summary>256 MiB: some sixty photos of a megapixel.</summary>
    public const long Capacity = 256 << 20;

    public static PictureFolder<Texture> OfTextures(Setting folder, Func<string, Texture>? load = null) =>
        new("picture", folder, ImageCodec.IsImage, load ?? PictureLoaders.LoadTexture, texture => texture.Image.Pixels.Length);

    public static PictureFolder<Panorama> OfPanoramas(Setting folder, Func<string, Panorama>? load = null) => new(
        "panorama",
        folder,
        path => ImageCodec.IsImage(path) || Path.GetExtension(path).Equals(".hdr", StringComparison.OrdinalIgnoreCase),
        load ?? PictureLoaders.LoadPanorama,
        panorama => panorama.Mirror.Sum(level => 2L * level.Length));
}
