using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>
/// What a SOLO dataset calls things: its classes by name and by label id, and the labels of keypoints. They stand in the definitions; where
/// those are missing, or say nothing of a kind of annotation (Unity's of semantic segmentation), in the frames.
/// </summary>
internal sealed class SoloLabels
{
    /// <summary>Two names for one id: labelers may count their labels each for itself.</summary>
    private const int Ambiguous = -1;

    private readonly Dictionary<long, int> _byId = [];
    private readonly Dictionary<string, string[]> _templates = new(StringComparer.Ordinal);

    private SoloLabels(ClassList classes) => Classes = classes;

    public ClassList Classes { get; }

    /// <param name="root">The dataset's folder.</param>
    /// <param name="frames">Its frames' files, for names that stand only there.</param>
    public static SoloLabels Read(string root, IEnumerable<string> frames)
    {
        var labels = new SoloLabels(new(OwnCard.Classes(root)));
        var file = Path.Combine(root, SoloDefinitions.AnnotationFile);
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        var pairs = new HashSet<(long Id, string Name)>();
        var complete = File.Exists(file);
        if (complete)
        {
            foreach (var definition in JsonPlace.Open(file).List("annotationDefinitions"))
                complete &= labels.Define(definition, (id, name) => Note(id, name, file));
        }
        if (!complete)
        {
            foreach (var frame in frames)
                Scan(frame, (id, name) => Note(id, name, frame));
        }
        foreach (var name in found.OrderBy(label => label.Value).ThenBy(label => label.Key, StringComparer.Ordinal))
            labels.Classes.Add(name.Key, root);
        foreach (var (id, name) in pairs)
        {
            var place = labels.Classes.Find(name)!.Value;
            labels._byId[id] = labels._byId.TryGetValue(id, out var other) && other != place ? Ambiguous : place;
        }
        return labels;

        // A label's least id decides its place; names without an id come last.
        void Note(long? id, string name, string where)
        {
            if (found.Count >= ClassList.Most)
                throw new FewLabelsException($"There are more than {ClassList.Most} labels", where, "Expected: a list of classes.");
            found[name] = Math.Min(found.GetValueOrDefault(name, long.MaxValue), id ?? long.MaxValue);
            if (id is { } known)
                pairs.Add((known, name));
        }
    }

    public int ByName(JsonPlace name) => Classes.Find(name.Text()) ?? throw name.Wrong("a label of the definitions");

    /// <summary>The class of a label id where no name stands beside it.</summary>
    public int ById(JsonPlace id) => _byId.TryGetValue(id.Whole(0, uint.MaxValue), out var place) && place != Ambiguous ? place
        : throw id.Wrong("the id of one label of the definitions");

    /// <summary>The labels of an annotation's keypoints; null where no definition has them.</summary>
    public string[]? Template(string annotation, string? template) =>
        (template is not null ? _templates.GetValueOrDefault("template " + template) : null) ?? _templates.GetValueOrDefault(annotation);

    /// <returns>Are the labels of these annotations all in the definition?</returns>
    private bool Define(JsonPlace definition, Action<long?, string> note)
    {
        foreach (var label in definition.List("spec"))
            note(label.Find("label_id")?.Whole(0, uint.MaxValue), label.Get("label_name").Text());
        if (definition.Find("template") is { } template)
        {
            var points = template.List("keypoints").Select((point, place) => (Label: point.Get("label").Text(), Index: point.Find("index")?.Int(0, KeypointMost) ?? place)).ToArray();
            var names = new string[points.Length];
            foreach (var (label, index) in points)
            {
                if (index >= names.Length || names[index] is not null)
                    throw template.Wrong("keypoints whose indices count from 0");
                names[index] = label;
            }
            _templates[definition.Get("id").Text()] = names;
            if (template.Find("templateId") is { } id)
                _templates["template " + id.Text()] = names;
        }
        return definition.Find("spec") is not null || SoloTypes.NameOf(definition) is not "SemanticSegmentationAnnotation";
    }

    /// <summary>More points than any template has.</summary>
    public const int KeypointMost = 10_000;

    /// <summary>The names and ids of labels in a frame's file, wherever they stand.</summary>
    private static void Scan(string file, Action<long?, string> note)
    {
        var bytes = DatasetFiles.Read(file);
        try
        {
            var json = new Utf8JsonReader(bytes.AsSpan(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            (long? id, string? name) = (null, null);
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.EndObject)
                {
                    if (name is not null)
                        note(id, name);
                    (id, name) = (null, null);
                }
                else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("labelId"u8))
                {
                    json.Read();
                    id = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number) && number >= 0 ? number : null;
                }
                else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("labelName"u8))
                {
                    json.Read();
                    name = json.TokenType == JsonTokenType.String ? json.GetString() : null;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FewLabelsException("The file is no valid JSON", file, $"Expected: a frame's whole JSON ({DatasetErrors.Show(error.Message)}).", cause: error);
        }
    }
}
