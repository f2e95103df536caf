using System.Text.Json;
using System.Text.RegularExpressions;
using FewLabels.Sim.Core.Datasets.Solo;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>
/// What a dataset is made from and what came of it: <c>dataset.json</c> for programs, and <c>README.md</c> for people, with the front matter that Hugging Face reads. The first part of
/// <c>dataset.json</c> is there from the start, so that another session goes on with the same; <c>results</c> come at completion.
/// </summary>
/// <remarks>Nothing in them depends on the session: no times, no machine, no order of work.</remarks>
internal sealed partial class DatasetCard(string format, DatasetPlan plan)
{
    public const string FileName = "dataset.json";
    public const string ReadmeFile = "README.md";

    // Kinds of reasons that are told one by one.
    private const int MostReasons = 20;

    public DatasetPlan Plan => plan;

    public string Format => format;

    /// <summary>The people's page, when the dataset is complete.</summary>
    public string Readme(JournalSummary summary, IReadOnlyCollection<SetAsideFrame> setAside) => new DatasetReadme(this, summary, setAside).ToString();

    /// <summary><c>dataset.json</c>.</summary>
    /// <param name="summary">Null until the dataset is complete.</param>
    public byte[] Describe(JournalSummary? summary = null, IReadOnlyCollection<SetAsideFrame>? setAside = null) => DatasetFolder.ToJson(DatasetFolder.Readable, json =>
    {
        json.WriteStartObject();
        json.WriteString("format", format);
        json.WriteString("producer", plan.Producer);
        json.WriteString("scenario", plan.Scenario);
        if (plan.ConvertedFrom is not null)
            json.WriteString("converted-from", plan.ConvertedFrom);
        json.WriteNumber("seed", plan.Seed);
        json.WriteNumber("width", plan.Width);
        json.WriteNumber("height", plan.Height);
        json.WriteNumber("steps", plan.Steps);
        json.WriteNumber("step-seconds", plan.StepSeconds);
        json.Words("set", plan.Set);
        json.Words("classes", plan.Classes);
        json.Words("labelers", plan.Labelers);
        json.Words("randomizers", plan.Randomizers);
        json.WriteStartObject("parameters");
        foreach (var (path, value) in plan.Parameters)
            json.WriteString(path, value);
        json.WriteEndObject();
        json.Words("draws", plan.Columns);
        WriteAssets(json);
        WriteShard(json);
        if (summary is not null)
            WriteResults(json, summary, setAside ?? []);
        json.WriteEndObject();
    });

    /// <summary>By what a dataset's <c>dataset.json</c> is not of this one, in words; null where another session may go on with it.</summary>
    public string? DifferenceTo(ReadOnlyMemory<byte> there)
    {
        try
        {
            using var was = JsonDocument.Parse(there);
            using var now = JsonDocument.Parse(Describe());
            foreach (var member in now.RootElement.EnumerateObject().Where(member => member.Name != "shard"))
            {
                var old = was.RootElement.TryGetProperty(member.Name, out var value) ? value : default;
                if (Comparable(member.Name, old) != Comparable(member.Name, member.Value))
                    return member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object
                        ? $"its {member.Name} are not the same" : $"its {member.Name} is {(old.ValueKind == JsonValueKind.Undefined ? "nothing" : old.GetRawText())}, not {member.Value.GetRawText()}";
            }
            return was.RootElement.TryGetProperty("converted-from", out _) && plan.ConvertedFrom is null ? "it was converted" : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return $"its {FileName} is damaged";
        }
    }

    /// <summary>Why frames were set aside and how often, with numbers left out of the reasons, the most frequent first.</summary>
    public static IReadOnlyList<(string Reason, bool Rejected, int Count)> Reasons(IEnumerable<SetAsideFrame> setAside) =>
        [.. setAside.GroupBy(frame => (Reason: Numbers().Replace(frame.Reason, "…"), frame.Rejected))
            .Select(group => (group.Key.Reason, group.Key.Rejected, Count: group.Count()))
            .OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Reason, StringComparer.Ordinal).Take(MostReasons)];

    /// <summary>Frames whose labels were held against each other.</summary>
    public long Checked(JournalSummary summary, IReadOnlyCollection<SetAsideFrame> setAside) => summary.Frames + (long)setAside.Count(frame => frame.Rejected) * plan.Steps;

    // A licence that is known now and was not before makes no other dataset; another file does.
    private static string Comparable(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "",
        JsonValueKind.Array when name == "assets" => string.Join('\n', value.EnumerateArray().Select(asset => $"{asset.GetProperty("path").GetRawText()} {asset.GetProperty("files").GetRawText()} {asset.GetProperty("bytes").GetRawText()}")),
        _ => value.GetRawText(),
    };

    private void WriteAssets(Utf8JsonWriter json) => json.Objects("assets", plan.Assets, asset =>
    {
        json.WriteString("kind", asset.Kind);
        json.WriteString("path", asset.Path);
        json.WriteNumber("files", asset.Files);
        json.WriteNumber("bytes", asset.Bytes);
        json.WriteString("licence", asset.Licence?.Text ?? "unknown");
        json.WriteString("licence-from", asset.Licence?.From);
    });

    private void WriteShard(Utf8JsonWriter json)
    {
        json.WriteStartObject("shard");
        json.WriteNumber("number", plan.Shard);
        json.WriteNumber("of", plan.Shards);
        json.WriteNumber("first", plan.First);
        json.WriteNumber("count", plan.Count);
        json.WriteNumber("whole", plan.Whole ?? plan.Count);
        json.WriteEndObject();
    }

    private void WriteResults(Utf8JsonWriter json, JournalSummary summary, IReadOnlyCollection<SetAsideFrame> setAside)
    {
        json.WriteStartObject("results");
        json.WriteNumber("frames", summary.Frames);
        if (summary.WithoutClass > 0)
            json.WriteNumber("frames-without-class", summary.WithoutClass);
        json.WriteNumber("objects", summary.Objects);
        json.Objects("classes", plan.Classes, name =>
        {
            json.WriteString("name", name);
            json.WriteNumber("frames", summary.ImagesOf(name));
            json.WriteNumber("objects", summary.ObjectsOf(name));
        });
        if (plan.SelfChecked)
        {
            json.WriteStartObject("self-check");
            json.WriteNumber("checked", Checked(summary, setAside));
            json.WriteNumber("rejected", setAside.Count(frame => frame.Rejected));
            json.WriteEndObject();
        }
        json.WriteStartObject("set-aside");
        json.WriteNumber("count", setAside.Count);
        json.Objects("why", Reasons(setAside), reason =>
        {
            json.WriteString("why", reason.Rejected ? "rejected" : "failed");
            json.WriteString("reason", reason.Reason);
            json.WriteNumber("count", reason.Count);
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Numbers();
}
