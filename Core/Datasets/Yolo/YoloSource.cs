using System.Globalization;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary>What a YOLO dataset's <c>data.yaml</c>, or a <c>classes.txt</c> beside <c>images/</c>, says: names, keypoints, and where each split's images are.</summary>
internal sealed class YoloSource
{
    private const int MostKeypoints = 1000;

    private static readonly string[] NameFiles = ["classes.txt", "obj.names", "labels/classes.txt"];

    private YoloSource(DatasetPath root, string file) => (Root, File) = (root, file);

    public DatasetPath Root { get; }

    /// <summary>The file that describes the dataset, for messages.</summary>
    public string File { get; }

    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The names of keypoints in a pose dataset; null in others.</summary>
    public IReadOnlyList<string>? Keypoints { get; private set; }

    /// <summary>Is there a visibility behind each keypoint's x and y?</summary>
    public bool HasVisibility { get; private set; }

    /// <summary>The splits, each with folders and lists relative to the dataset.</summary>
    public IReadOnlyList<YoloPart> Parts { get; private set; } = [];

    /// <summary>The describing file in a folder; null where there is none.</summary>
    public static string? Find(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(IsYaml).Take(32).OrderBy(file => Path.GetFileName(file) == YoloData.FileName ? "" : file, StringComparer.Ordinal))
        {
            try
            {
                if (YamlPlace.Open(file) is { Members: not null } yaml && yaml.Find("names") is not null)
                    return file;
            }
            catch (FewLabelsException)
            {
                // A damaged file that is called as YOLO's is meant to be one.
                if (Path.GetFileName(file) == YoloData.FileName)
                    return file;
            }
        }
        return Directory.Exists(Path.Combine(folder, "images")) ? NameFiles.Select(name => Path.Combine(folder, name)).FirstOrDefault(System.IO.File.Exists) : null;
    }

    public static bool IsYaml(string file) => file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FewLabelsException">The file is damaged, or a path in it leads outside the dataset's folder.</exception>
    public static YoloSource Read(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var source = new YoloSource(new(Path.GetFileName(folder) == "labels" ? Path.GetDirectoryName(folder)! : folder), file);
        if (IsYaml(file))
            source.ReadYaml(YamlPlace.Open(file));
        else
            source.ReadNames();
        if (source.Names.Count > ClassList.Most)
            throw DatasetErrors.Bad(file, "names", $"a list of {source.Names.Count}", $"at most {ClassList.Most} classes");
        return source;
    }

    private void ReadNames()
    {
        Names = [.. TextLines.Read(File).Select(line => line.Text.Trim()).Where(name => name.Length > 0)];
        var splits = FolderTree.Folders(Root, "images").Where(SplitNames.IsOne).ToArray();
        Parts = splits.Length == 0 ? [new("", ["images"])] : [.. SplitNames.Sort(splits, name => name).Select(name => new YoloPart(SplitNames.Canonical(name), [$"images/{name}"]))];
    }

    private void ReadYaml(YamlPlace yaml)
    {
        Names = ReadNames(yaml.Find("names") ?? throw DatasetErrors.Missing(File, "names", "a list of the classes' names, or a map from their numbers"));
        if (yaml.Find("nc") is { } count && count.Word != Names.Count.ToString(CultureInfo.InvariantCulture))
            throw count.Wrong($"{Names.Count}, as many as names");
        var start = yaml.Find("path") is { Word: { Length: > 0 } } path && path.Word.Trim('/', '.').Length + (path.Word.StartsWith('/') ? 1 : 0) > 0 ? DatasetPath.Check(path.Word, File, "path") + "/" : "";
        var parts = yaml.Members!.Where(member => SplitNames.IsOne(member.Name) && member.Value.Word is not ("" or "~" or "null"))
            .Select(member => new YoloPart(SplitNames.Canonical(member.Name), [.. member.Value.Words().Select(word => Place(start, word))])).ToArray();
        Parts = parts.Length > 0 ? [.. SplitNames.Sort(parts, part => part.Split)] : throw DatasetErrors.Missing(File, "train", "train, val or test with a folder of images, a list of folders, or a text file of paths");
        if (yaml.Find("kpt_shape") is { } shape)
            ReadKeypoints(shape, yaml.Find("kpt_names"));
    }

    private string Place(string start, YamlPlace word)
    {
        var name = word.Word!;
        // One tool's exports climb from a folder that is not there; they mean their own.
        if (name.StartsWith("../", StringComparison.Ordinal) && DatasetPath.IsName(name[3..]) && Path.Exists(Path.Combine(Root.Root, name[3..])))
            name = name[3..];
        if (name is "." or "./")
            return start.TrimEnd('/');
        var place = start + DatasetPath.Check(name, File, word.Key);
        Root.Resolve(place, File, word.Key);
        return Path.Exists(Path.Combine(Root.Root, place)) ? place : throw word.Wrong("a folder or a text file inside the dataset's folder that is there");
    }

    private static string[] ReadNames(YamlPlace names)
    {
        if (names.Members is null)
            return [.. names.Words().Select(name => name.Word!)];
        var list = new string[names.Members.Count];
        foreach (var (number, name) in names.Members)
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place >= list.Length || list[place] is not null)
                throw name.Wrong($"numbers from 0 to {list.Length - 1}, each once");
            list[place] = name.Word ?? throw name.Wrong("a name");
        }
        return list;
    }

    private void ReadKeypoints(YamlPlace shape, YamlPlace? names)
    {
        if (shape.Items is not [{ Word: { } first }, { Word: "2" or "3" } second] || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > MostKeypoints)
            throw shape.Wrong($"[number of keypoints up to {MostKeypoints}, 2 or 3]");
        HasVisibility = second.Word == "3";
        // A list of names for each class, of which we take the first: the classes of a pose dataset share their points.
        var list = names?.Members is [var (_, perClass), ..] ? perClass : names;
        Keypoints = list?.Items is { } items && items.Count == count ? [.. list.Words().Select(word => word.Word!)]
            : list is null ? [.. Enumerable.Range(0, count).Select(place => place.ToString(CultureInfo.InvariantCulture))] : throw list.Wrong($"{count} names");
    }
}

/// <summary>A split: folders of images and text files of paths, relative to the dataset.</summary>
internal sealed record YoloPart(string Split, IReadOnlyList<string> Places);
