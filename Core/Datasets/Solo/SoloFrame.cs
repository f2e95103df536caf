using System.Globalization;
using System.Numerics;
using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Writers;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>One frame's JSON, as the code of Unity Perception 1.0 writes it (not as its schema page says).</summary>
internal static class SoloFrame
{
    /// <summary>The one sensor's id.</summary>
    public const string Sensor = "camera";

    /// <summary>Unity counts labels from 1.</summary>
    public static int LabelId(int classId) => classId + 1;

    public static string FileName(int step) => string.Create(CultureInfo.InvariantCulture, $"step{step}.frame_data.json");

    /// <summary>The picture's or an annotation's file.</summary>
    public static string FileName(int step, string? labeler, string extension) => string.Create(CultureInfo.InvariantCulture,
        $"step{step}.{Sensor}{(labeler is null ? "" : $".{labeler.Replace('/', '_')}")}.{extension}");

    public static void Write(Utf8JsonWriter json, LabelledFrame frame, DatasetPlan plan, string templateId)
    {
        json.WriteStartObject();
        json.WriteNumber("frame", frame.Index * plan.Steps + frame.Step);
        json.WriteNumber("sequence", frame.Index);
        json.WriteNumber("step", frame.Step);
        json.Float("timestamp", frame.Step * plan.StepSeconds);
        json.WriteStartArray("captures");
        json.WriteStartObject();
        WriteCapture(json, frame);
        json.WriteStartArray("annotations");
        foreach (var annotation in frame.Annotations.Where(annotation => !SoloTypes.IsMetric(annotation)))
            SoloAnnotations.Write(json, frame, annotation, plan, templateId);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        SoloMetrics.Write(json, frame, plan);
        json.WriteEndObject();
    }

    private static void WriteCapture(Utf8JsonWriter json, LabelledFrame frame)
    {
        var camera = frame.Annotations.OfType<CameraCapture>().FirstOrDefault();
        json.WriteString("@type", SoloTypes.Camera);
        json.WriteString("id", Sensor);
        json.WriteString("description", "The scene's camera");
        json.Vector("position", camera?.Position ?? Vector3.Zero);
        json.Rotation("rotation", camera?.Rotation ?? Quaternion.Identity);
        json.Vector("velocity", Vector3.Zero);
        json.Vector("acceleration", Vector3.Zero);
        json.WriteString("filename", FileName(frame.Step, null, "png"));
        json.WriteString("imageFormat", "Png");
        json.Floats("dimension", frame.Image.Width, frame.Image.Height);
        json.WriteString("projection", camera is { Orthographic: true } ? "Isometric" : "Perspective");
        json.Floats("matrix", camera is null ? [1, 0, 0, 0, 1, 0, 0, 0, 1] : Projection(camera));
    }

    /// <summary>
    /// The upper left 3 × 3 of OpenGL's projection matrix, column by column, as Unity gives it; no intrinsics matrix. OpenGL's camera looks
    /// along −Z, so a principal point right of the middle makes the third column's x negative.
    /// </summary>
    private static float[] Projection(CameraCapture camera)
    {
        float scaleX = 2 * camera.FocalX / camera.Width, scaleY = 2 * camera.FocalY / camera.Height;
        var depth = camera.Far - camera.Near;
        return camera.Orthographic
            ? [scaleX, 0, 0, 0, scaleY, 0, 0, 0, -2 / depth]
            : [scaleX, 0, 0, 0, scaleY, 0, 1 - 2 * camera.CenterX / camera.Width, 2 * camera.CenterY / camera.Height - 1, -(camera.Far + camera.Near) / depth];
    }
}
