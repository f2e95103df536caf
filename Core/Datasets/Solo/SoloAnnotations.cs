using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Writers;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>
/// The annotations of a capture as JSON. Lists are written when empty too: readers ask for them. Boxes and instances go by ascending id,
/// because a reader pairs them by their places.
/// </summary>
internal static class SoloAnnotations
{
    public static void Write(Utf8JsonWriter json, LabelledFrame frame, Annotation annotation, DatasetPlan plan, string templateId)
    {
        json.WriteStartObject();
        json.WriteString("@type", SoloTypes.Of(annotation));
        json.WriteString("id", annotation.Labeler);
        json.WriteString("sensorId", SoloFrame.Sensor);
        json.WriteString("description", SoloTypes.Describe(annotation));
        switch (annotation)
        {
            case BoundingBoxes2D boxes:
                json.Objects("values", boxes.Boxes.OrderBy(box => box.InstanceId), box =>
                {
                    WriteInstance(json, box.InstanceId, box.ClassId, plan);
                    json.Floats("origin", box.X, box.Y);
                    json.Floats("dimension", box.Width, box.Height);
                });
                break;
            case BoundingBoxes3D boxes:
                json.Objects("values", boxes.Boxes.OrderBy(box => box.InstanceId), box =>
                {
                    WriteInstance(json, box.InstanceId, box.ClassId, plan);
                    json.Vector("translation", box.Translation);
                    json.Vector("size", box.Size);
                    json.Rotation("rotation", box.Rotation);
                    json.Vector("velocity", box.Velocity);
                    json.Vector("acceleration", default);
                });
                break;
            case SemanticSegmentation semantic:
                WriteFile(json, frame, annotation, "Png", semantic.Width, semantic.Height);
                json.Objects("instances", Present(semantic), label =>
                {
                    json.WriteString("labelName", plan.Classes[label]);
                    json.Color("pixelValue", SoloImages.ColorOfClass(label));
                });
                break;
            case InstanceSegmentation segmentation:
                WriteFile(json, frame, annotation, "Png", segmentation.Width, segmentation.Height);
                json.Objects("instances", segmentation.Seen.OrderBy(instance => instance.InstanceId), instance =>
                {
                    WriteInstance(json, instance.InstanceId, instance.ClassId, plan);
                    json.Color("color", InstanceColors.Of(instance.InstanceId));
                });
                break;
            case Keypoints keypoints:
                WriteKeypoints(json, keypoints, templateId);
                break;
            case DepthMap depth:
                json.WriteString("measurementStrategy", depth.Range ? "Range" : "Depth");
                WriteFile(json, frame, annotation, "Exr", depth.Width, depth.Height);
                break;
            case VectorMap map:
                WriteFile(json, frame, annotation, "Exr", map.Width, map.Height);
                break;
            case CameraCapture camera:
                json.Floats("focalLength", camera.FocalX, camera.FocalY);
                json.Floats("principalPoint", camera.CenterX, camera.CenterY);
                json.WriteBoolean("orthographic", camera.Orthographic);
                json.Float("near", camera.Near);
                json.Float("far", camera.Far);
                break;
        }
        json.WriteEndObject();
    }

    private static void WriteKeypoints(Utf8JsonWriter json, Keypoints keypoints, string templateId)
    {
        json.WriteString("templateId", templateId);
        json.Objects("values", keypoints.Instances.OrderBy(instance => instance.InstanceId), instance =>
        {
            json.WriteNumber("instanceId", instance.InstanceId);
            json.WriteNumber("labelId", SoloFrame.LabelId(instance.ClassId));
            json.WriteString("pose", "unset");
            json.Objects("keypoints", Enumerable.Range(0, instance.Points.Count), place =>
            {
                var point = instance.Points[place];
                json.WriteNumber("index", place);
                json.Floats("location", point.X, point.Y);
                json.Vector("cameraCartesianLocation", point.Camera);
                json.WriteNumber("state", (int)point.State);
            });
        });
    }

    private static void WriteInstance(Utf8JsonWriter json, int instanceId, int classId, DatasetPlan plan)
    {
        json.WriteNumber("instanceId", instanceId);
        json.WriteNumber("labelId", SoloFrame.LabelId(classId));
        json.WriteString("labelName", plan.Classes[classId]);
    }

    private static void WriteFile(Utf8JsonWriter json, LabelledFrame frame, Annotation annotation, string format, int width, int height)
    {
        json.WriteString("imageFormat", format);
        json.Floats("dimension", width, height);
        json.WriteString("filename", SoloFrame.FileName(frame.Step, annotation.Labeler, format == "Png" ? "png" : "exr"));
    }

    private static IEnumerable<int> Present(SemanticSegmentation semantic)
    {
        var seen = new bool[256];
        foreach (var label in semantic.Classes)
            seen[label] = true;
        return Enumerable.Range(0, SemanticSegmentation.Background).Where(label => seen[label]);
    }
}
