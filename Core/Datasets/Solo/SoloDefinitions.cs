using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Writers;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>
/// The four files about a SOLO dataset as a whole. The definitions follow from any of its frames, since each has one annotation of each labeler.
/// </summary>
internal sealed class SoloDefinitions(DatasetFolder folder, DatasetPlan plan)
{
    public const string AnnotationFile = "annotation_definitions.json";
    private const string MetricFile = "metric_definitions.json";
    private const string SensorFile = "sensor_definitions.json";
    private const string MetadataFile = "metadata.json";

    private readonly List<(string Id, string Type)> _annotators = [];
    private readonly List<string> _metrics = [];

    /// <summary>What keypoints' template is called.</summary>
    public string TemplateId => $"{plan.Scenario}-keypoints";

    /// <summary>Are the definitions there?</summary>
    public bool Known { get; private set; }

    /// <summary>Takes the definitions from an earlier session's files, if it wrote all of them.</summary>
    public void Read()
    {
        string[] files = [AnnotationFile, MetricFile, SensorFile];
        if (!files.All(file => File.Exists(Path.Combine(folder.Path, file))))
            return;
        DatasetFolder.Guard(folder.Path, () =>
        {
            foreach (var definition in Items(AnnotationFile, "annotationDefinitions"))
                _annotators.Add((definition.GetProperty("id").GetString()!, definition.GetProperty("@type").GetString()!));
            foreach (var definition in Items(MetricFile, "metricDefinitions"))
                _metrics.Add(definition.GetProperty("id").GetString()!);
        });
        Known = true;
    }

    public void Write(LabelledFrame frame)
    {
        var annotations = frame.Annotations.Where(annotation => !SoloTypes.IsMetric(annotation)).ToArray();
        var metrics = Metrics(frame).ToArray();
        _annotators.AddRange(annotations.Select(annotation => (annotation.Labeler, SoloTypes.Of(annotation))));
        _metrics.AddRange(metrics.Select(metric => metric.Id));
        folder.WriteJson(AnnotationFile, json => List(json, "annotationDefinitions", annotations, annotation => Define(json, annotation)));
        folder.WriteJson(MetricFile, json => List(json, "metricDefinitions", metrics, metric => Head(json, metric.Type, metric.Id, metric.Description)));
        folder.WriteJson(SensorFile, json => List(json, "sensorDefinitions", [SoloFrame.Sensor], sensor => DefineSensor(json, sensor)));
        Known = true;
    }

    /// <summary>Writes the metadata. They hold no times: the same dataset is the same bytes whenever it was made.</summary>
    public void WriteMetadata(long frames, long sequences) => folder.WriteJson(MetadataFile, json =>
    {
        json.WriteStartObject();
        // Readers insist on both versions.
        json.WriteString("unityVersion", "not made with Unity");
        json.WriteString("perceptionVersion", plan.Producer);
        json.WriteString("renderPipeline", "OpenGL");
        json.WriteNumber("scenarioRandomSeed", plan.Seed);
        json.Words("scenarioActiveRandomizers", plan.Randomizers);
        json.WriteNumber("totalFrames", frames);
        json.WriteNumber("totalSequences", sequences);
        json.Words("sensors", [SoloFrame.Sensor]);
        json.Objects("annotators", _annotators, annotator =>
        {
            json.WriteString("name", annotator.Id);
            json.WriteString("type", annotator.Type);
        });
        json.Words("metricCollectors", _metrics);
        json.WriteEndObject();
    });

    private static IEnumerable<(string Type, string Id, string Description)> Metrics(LabelledFrame frame)
    {
        foreach (var annotation in frame.Annotations)
        {
            if (SoloTypes.IsMetric(annotation))
                yield return (SoloTypes.Of(annotation), annotation.Labeler, SoloTypes.Describe(annotation));
            if (annotation is InstanceSegmentation)
                yield return (SoloTypes.RenderedObjectInfo, SoloMetrics.ObjectInfo, SoloMetrics.AboutObjectInfo);
        }
        yield return (SoloTypes.Generic, SoloMetrics.Iteration, SoloMetrics.AboutIteration);
        yield return (SoloTypes.Generic, SoloMetrics.Seed, SoloMetrics.AboutSeed);
        yield return (SoloTypes.Draws, SoloMetrics.Draws, SoloMetrics.AboutDraws);
    }

    private void Define(Utf8JsonWriter json, Annotation annotation)
    {
        Head(json, SoloTypes.Of(annotation), annotation.Labeler, SoloTypes.Describe(annotation));
        switch (annotation)
        {
            case SemanticSegmentation:
                json.Objects("spec", Enumerable.Range(0, plan.Classes.Count), label =>
                {
                    json.WriteString("label_name", plan.Classes[label]);
                    json.Color("pixel_value", SoloImages.ColorOfClass(label));
                });
                break;
            case BoundingBoxes2D or BoundingBoxes3D or InstanceSegmentation:
                json.Objects("spec", Enumerable.Range(0, plan.Classes.Count), label =>
                {
                    json.WriteNumber("label_id", SoloFrame.LabelId(label));
                    json.WriteString("label_name", plan.Classes[label]);
                });
                break;
            case Keypoints keypoints:
                json.WriteStartObject("template");
                json.WriteString("templateId", TemplateId);
                json.WriteString("templateName", TemplateId);
                json.Objects("keypoints", Enumerable.Range(0, keypoints.Template.Count), place =>
                {
                    json.WriteString("label", keypoints.Template[place]);
                    json.WriteNumber("index", place);
                    json.Color("color", InstanceColors.Of(place + 1));
                });
                json.WriteStartArray("skeleton");
                json.WriteEndArray();
                json.WriteEndObject();
                break;
        }
    }

    private void DefineSensor(Utf8JsonWriter json, string sensor)
    {
        json.WriteString("@type", SoloTypes.Camera);
        json.WriteString("id", sensor);
        json.WriteString("modality", "camera");
        json.WriteString("description", "The scene's camera");
        json.Float("firstCaptureFrame", 0);
        json.WriteString("captureTriggerMode", "Scheduled");
        json.Float("simulationDeltaTime", plan.StepSeconds);
        json.WriteNumber("framesBetweenCaptures", 0);
        json.WriteBoolean("manualSensorsAffectTiming", false);
    }

    private static void Head(Utf8JsonWriter json, string type, string id, string description)
    {
        json.WriteString("@type", type);
        json.WriteString("id", id);
        json.WriteString("description", description);
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartObject();
        json.Objects(name, items, write);
        json.WriteEndObject();
    }

    private IEnumerable<JsonElement> Items(string file, string list)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, file)));
        foreach (var item in document.RootElement.GetProperty(list).EnumerateArray())
            yield return item;
    }
}
