using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Writers;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>The metrics of a frame: what its labelers counted, where it stands in the scenario, and what was drawn for it.</summary>
internal static class SoloMetrics
{
    public const string ObjectInfo = "rendered-object-info";
    public const string AboutObjectInfo = "Colour, pixels and place in the hierarchy of each instance that is seen";
    public const string Iteration = "scenario_iteration";
    public const string AboutIteration = "The image's index in the scenario";
    public const string Seed = "random-seed";
    public const string AboutSeed = "The dataset's seed; every draw follows from it and the index";
    public const string Draws = "randomizer-draws";
    public const string AboutDraws = "Every random number that made the image, by randomizer.parameter and object";

    public static void Write(Utf8JsonWriter json, LabelledFrame frame, DatasetPlan plan)
    {
        json.WriteStartArray("metrics");
        foreach (var annotation in frame.Annotations)
        {
            switch (annotation)
            {
                case ObjectCounts counts:
                    Open(json, counts);
                    json.Objects("values", Enumerable.Range(0, counts.Counts.Count), label =>
                    {
                        json.WriteNumber("labelId", SoloFrame.LabelId(label));
                        json.WriteString("labelName", plan.Classes[label]);
                        json.WriteNumber("count", counts.Counts[label]);
                    });
                    json.WriteEndObject();
                    break;
                case Occlusion occlusion:
                    Open(json, occlusion);
                    json.Objects("values", occlusion.Instances, instance =>
                    {
                        json.WriteNumber("instanceId", instance.InstanceId);
                        // Unity leaves the label out; of what is wholly hidden nothing else would tell it.
                        json.WriteNumber("labelId", SoloFrame.LabelId(instance.ClassId));
                        json.Float("percentVisible", instance.PercentVisible);
                        json.Float("percentInFrame", instance.PercentInFrame);
                        json.Float("visibilityInFrame", instance.VisibilityInFrame);
                    });
                    json.WriteEndObject();
                    break;
                case InstanceSegmentation instances:
                    WriteObjectInfo(json, instances, plan);
                    break;
                case SceneMetadata scene:
                    WriteScene(json, scene, plan);
                    break;
            }
        }
        Open(json, SoloTypes.Generic, Iteration, AboutIteration, sensor: "");
        json.WriteNumber("value", frame.Index);
        json.WriteEndObject();
        Open(json, SoloTypes.Generic, Seed, AboutSeed, sensor: "");
        json.WriteNumber("value", plan.Seed);
        json.WriteEndObject();
        Open(json, SoloTypes.Draws, Draws, AboutDraws, sensor: "");
        json.Objects("values", frame.Draws, draw =>
        {
            json.WriteString("parameter", draw.Column);
            json.WriteNumber("object", draw.Object);
            json.Float("value", draw.Value);
            if (draw.Choice is not null)
                json.WriteString("choice", draw.Choice);
        });
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteObjectInfo(Utf8JsonWriter json, InstanceSegmentation segmentation, DatasetPlan plan)
    {
        Open(json, SoloTypes.RenderedObjectInfo, ObjectInfo, AboutObjectInfo, SoloFrame.Sensor);
        json.Objects("values", segmentation.Seen.OrderBy(instance => instance.InstanceId), instance =>
        {
            json.WriteNumber("labelId", SoloFrame.LabelId(instance.ClassId));
            json.WriteNumber("instanceId", instance.InstanceId);
            json.Color("color", InstanceColors.Of(instance.InstanceId));
            json.WriteNumber("visiblePixels", instance.Pixels);
            json.WriteNumber("parentInstanceId", instance.ParentId > 0 ? instance.ParentId : -1);
            json.WriteStartArray("childrenInstanceIds");
            foreach (var child in segmentation.Seen.Where(other => other.ParentId == instance.InstanceId))
                json.WriteNumberValue(child.InstanceId);
            json.WriteEndArray();
            json.Words("labels", [plan.Classes[instance.ClassId]]);
        });
        json.WriteEndObject();
    }

    private static void WriteScene(Utf8JsonWriter json, SceneMetadata scene, DatasetPlan plan)
    {
        Open(json, scene);
        json.Objects("instances", scene.Instances, instance =>
        {
            json.WriteNumber("instanceId", instance.InstanceId);
            json.WriteNumber("labelId", SoloFrame.LabelId(instance.ClassId));
            json.WriteString("labelName", plan.Classes[instance.ClassId]);
            json.WriteNumber("parentInstanceId", instance.ParentId > 0 ? instance.ParentId : -1);
            json.WriteString("name", instance.Name);
            json.Vector("position", instance.Position);
            json.Rotation("rotation", instance.Rotation);
            json.Vector("scale", instance.Scale);
        });
        json.Objects("lights", scene.Lights, light =>
        {
            json.WriteString("type", light.Type);
            json.Vector("position", light.Position);
            json.Vector("forward", light.Forward);
            json.Vector("color", light.Color);
            json.Float("intensity", light.Intensity);
        });
        json.WriteEndObject();
    }

    private static void Open(Utf8JsonWriter json, Annotation annotation) =>
        Open(json, SoloTypes.Of(annotation), annotation.Labeler, SoloTypes.Describe(annotation), SoloFrame.Sensor);

    private static void Open(Utf8JsonWriter json, string type, string id, string description, string sensor)
    {
        json.WriteStartObject();
        json.WriteString("@type", type);
        json.WriteString("id", id);
        json.WriteString("sensorId", sensor);
        json.WriteString("annotationId", "");
        json.WriteString("description", description);
    }
}
