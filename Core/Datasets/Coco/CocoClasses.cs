using System.Globalization;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>The categories of one or several annotation files as one list of classes, and what kinds of labels the files have.</summary>
internal sealed class CocoClasses
{
    private readonly Dictionary<(string File, long Id), int> _places = [];

    public CocoClasses(IReadOnlyList<CocoIndex> files, string origin)
    {
        foreach (var (file, category) in files.SelectMany(file => file.CategoryOf.Values.Select(category => (file, category))).OrderBy(item => item.category.Id))
        {
            // Two categories of one file may have one name, as things of two supercategories do.
            var twin = file.CategoryOf.Values.Any(other => other.Name == category.Name && other.Id < category.Id);
            _places[(file.Path, category.Id)] = List.Add(twin ? string.Create(CultureInfo.InvariantCulture, $"{category.Name} ({category.Id})") : category.Name, origin);
        }
        Kinds = files.SelectMany(file => file.Kinds).ToHashSet();
        Templates = [.. files.SelectMany(file => file.CategoryOf.Values).Where(category => category.Keypoints.Length > 0).Select(category => category.Keypoints).DistinctBy(names => string.Join('\n', names))];
        foreach (var category in files.SelectMany(file => file.CategoryOf.Values.Select(category => (file.Path, Category: category))).Where(item => item.Category.Keypoints.Length > 0))
            TemplateOf[_places[(category.Path, category.Category.Id)]] = Templates.FindIndex(names => names.SequenceEqual(category.Category.Keypoints));
    }

    public ClassList List { get; } = new();

    /// <summary>Members that some annotation has; all images of a dataset have the same kinds of labels, empty or not.</summary>
    public HashSet<string> Kinds { get; }

    /// <summary>Lists of keypoints that differ; most datasets have one.</summary>
    public List<string[]> Templates { get; }

    /// <summary>The template of a class, a place in <see cref="Templates"/>.</summary>
    public Dictionary<int, int> TemplateOf { get; } = [];

    public int Of(string file, JsonPlace id) => _places.TryGetValue((file, id.Whole(0, long.MaxValue)), out var place) ? place : throw id.Wrong("the id of a category");
}
