using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary><c>keypoints.json</c>: the names of a dataset's keypoints, in order, which a session that finds all frames there must know as well.</summary>
internal sealed class KeypointFile
{
    private const string Name = "keypoints.json";

    private readonly DatasetFolder _folder;
    private readonly Lock _lock = new();
    private bool _known;

    /// <summary>Takes over what an earlier session left.</summary>
    public KeypointFile(DatasetFolder folder)
    {
        _folder = folder;
        DatasetFolder.Guard(folder.Path, Read);
    }

    /// <summary>The names; null in a dataset without keypoints.</summary>
    public IReadOnlyList<string>? Template { get; private set; }

    /// <summary>Notes the names of the first frame, and holds all others against them.</summary>
    /// <param name="template">The frame's names; null if it has no such labels.</param>
    /// <exception cref="FewLabelsException">They are others than before.</exception>
    public void Take(LabelledFrame frame, IReadOnlyList<string>? template)
    {
        lock (_lock)
        {
            if (_known && !Same(template))
                throw new FewLabelsException($"Keypoints are not the same in all images: {Words(template)} here, {Words(Template)} before", $"image {frame.Index}",
                    "A dataset has one list of keypoints: write images with others to a folder of their own.");
            if (!_known && template is not null)
            {
                _folder.WriteJson(Name, json =>
                {
                    json.WriteStartObject();
                    json.Words("keypoints", template);
                    json.WriteEndObject();
                });
            }
            (Template, _known) = (template, true);
        }
    }

    private bool Same(IReadOnlyList<string>? template) => template is null ? Template is null : Template is not null && template.SequenceEqual(Template);

    private static string Words(IReadOnlyList<string>? template) => template is null ? "none" : string.Join(", ", template);

    private void Read()
    {
        var path = Path.Combine(_folder.Path, Name);
        if (!File.Exists(path))
            return;
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            (Template, _known) = ([.. file.RootElement.GetProperty("keypoints").EnumerateArray().Select(name => name.GetString()!)], true);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FewLabelsException("The names of the keypoints can't be read", path, "The file is damaged: delete the dataset's folder and make it again.", cause: error);
        }
    }
}
