using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Datasets.Writers;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>
/// <c>instances.json</c>, put together from the lines of the journal in one pass for the images and one for their objects: one line is in memory at a
/// time. Images have ids that follow from their index, so that they are the same in every shard; annotations are counted from 1, since COCO's evaluation takes
/// an object with id 0 for none.
/// </summary>
internal sealed class CocoFile(DatasetPlan plan, IReadOnlyList<string>? keypoints)
{
    /// <summary>The member of a journal line that holds the frame's objects, as text.</summary>
    public const string Member = "coco";

    /// <summary>Bytes that may wait to be written.</summary>
    private const int FlushAt = 1 << 16;

    /// <summary>Categories count from 1: 0 is the background in many trainers.</summary>
    public static int CategoryId(int classId) => classId + 1;

    public void Write(Stream stream, FrameJournal journal)
    {
        using var json = new Utf8JsonWriter(stream, SoloJson.Compact);
        json.WriteStartObject();
        WriteInfo(json);
        // No licence is known of what was rendered; those of the assets are on the dataset's card.
        json.WriteStartArray("licenses");
        json.WriteEndArray();
        json.Objects("categories", Enumerable.Range(0, plan.Classes.Count), classId => WriteCategory(json, classId));
        json.WriteStartArray("images");
        foreach (var line in journal.Lines())
        {
            using var frame = JsonDocument.Parse(line);
            WriteImage(json, frame.RootElement);
            Flush(json);
        }
        json.WriteEndArray();
        json.WriteStartArray("annotations");
        var id = 0L;
        foreach (var line in journal.Lines())
        {
            using var frame = JsonDocument.Parse(line);
            var image = ImageId(frame.RootElement);
            using var annotations = JsonDocument.Parse(frame.RootElement.GetProperty(Member).GetString()!);
            foreach (var annotation in annotations.RootElement.EnumerateArray())
            {
                json.WriteStartObject();
                json.WriteNumber("id", ++id);
                json.WriteNumber("image_id", image);
                foreach (var member in annotation.EnumerateObject())
                    member.WriteTo(json);
                json.WriteEndObject();
            }
            Flush(json);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What the dataset is. No date: the same dataset is the same bytes whenever it was made.</summary>
    private void WriteInfo(Utf8JsonWriter json)
    {
        json.WriteStartObject("info");
        json.WriteString("description", $"{plan.Scenario}, seed {plan.Seed}");
        json.WriteString("version", plan.Producer);
        json.WriteString("contributor", "");
        json.WriteString("url", "");
        json.WriteEndObject();
    }

    private void WriteCategory(Utf8JsonWriter json, int classId)
    {
        json.WriteNumber("id", CategoryId(classId));
        json.WriteString("name", plan.Classes[classId]);
        json.WriteString("supercategory", plan.Scenario);
        if (keypoints is null)
            return;
        json.Words("keypoints", keypoints);
        json.WriteStartArray("skeleton");
        json.WriteEndArray();
    }

    private void WriteImage(Utf8JsonWriter json, JsonElement frame)
    {
        json.WriteStartObject();
        json.WriteNumber("id", ImageId(frame));
        json.WriteNumber("width", frame.GetProperty("width").GetInt32());
        json.WriteNumber("height", frame.GetProperty("height").GetInt32());
        json.WriteString("file_name", frame.GetProperty("file_name").GetString()![CocoWriter.Images.Length..].TrimStart('/'));
        json.WriteEndObject();
    }

    private long ImageId(JsonElement frame) => frame.GetProperty("index").GetInt64() * plan.Steps + frame.GetProperty("step").GetInt32() + 1;

    private static void Flush(Utf8JsonWriter json)
    {
        if (json.BytesPending > FlushAt)
            json.Flush();
    }
}
