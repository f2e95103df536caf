using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>
/// The labels of a frame in its <c>key.json</c>, under their labelers' names, each with its <c>type</c>: lists of instances by their number and class, and where
/// the label is a file, its ending (<c>file</c>). Units and axes are those of <see cref="Annotations"/>; rotations are x, y, z, w.
/// </summary>
internal sealed class SampleLabels(IReadOnlyList<string> classes)
{
    /// <summary>Is there a place for it?</summary>
    public static bool Holds(Annotation annotation) => TypeOf(annotation) is not null;

    /// <exception cref="FewLabelsException">There is no place for a label.</exception>
    public void Write(Utf8JsonWriter json, LabelledFrame frame)
    {
        json.WriteStartObject("annotations");
        foreach (var annotation in frame.Annotations)
        {
            json.WriteStartObject(annotation.Labeler);
            json.WriteString("type", TypeOf(annotation) ?? throw new FewLabelsException($"WebDataset has no place for {annotation.GetType().Name}", annotation.Labeler,
                "A labeler returns one of the annotations of FewLabels.Sim.Core.Annotations; leave this one out with --labelers.", ExitCode.WrongUsage));
            if (SampleFiles.Ending(annotation) is { } ending)
                json.WriteString("file", ending);
            WriteMembers(json, annotation);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static string? TypeOf(Annotation annotation) => annotation switch
    {
        BoundingBoxes2D { Amodal: false } => "boxes",
        BoundingBoxes2D => "amodal boxes",
        BoundingBoxes3D => "3d boxes",
        SemanticSegmentation => "classes",
        InstanceSegmentation => "instances",
        Keypoints => "keypoints",
        DepthMap { Range: false } => "depth",
        DepthMap => "range",
        VectorMap { Kind: VectorMapKind.CameraNormals } => "normals",
        VectorMap { Kind: VectorMapKind.CameraPositions } => "positions",
        VectorMap => "optical flow",
        CameraCapture => "camera",
        ObjectCounts => "counts",
        Occlusion => "occlusion",
        SceneMetadata => "scene",
        _ => null,
    };

    private void WriteMembers(Utf8JsonWriter json, Annotation annotation)
    {
        switch (annotation)
        {
            case BoundingBoxes2D boxes:
                json.Objects("instances", boxes.Boxes, box =>
                {
                    Head(json, box.InstanceId, box.ClassId);
                    json.WriteNumber("x", box.X);
                    json.WriteNumber("y", box.Y);
                    json.WriteNumber("width", box.Width);
                    json.WriteNumber("height", box.Height);
                    json.WriteNumber("pixels", box.VisiblePixels);
                });
                break;
            case BoundingBoxes3D boxes:
                json.Objects("instances", boxes.Boxes, box =>
                {
                    Head(json, box.InstanceId, box.ClassId);
                    json.Vector("translation", box.Translation);
                    json.Vector("size", box.Size);
                    json.Rotation("rotation", box.Rotation);
                    json.Vector("velocity", box.Velocity);
                });
                break;
            case InstanceSegmentation segmentation:
                json.Objects("instances", segmentation.Seen, seen =>
                {
                    Head(json, seen.InstanceId, seen.ClassId);
                    json.WriteNumber("parent", seen.ParentId);
                    json.WriteNumber("pixels", seen.Pixels);
                });
                break;
            case Keypoints keypoints:
                WriteKeypoints(json, keypoints);
                break;
            case CameraCapture camera:
                WriteCamera(json, camera);
                break;
            case ObjectCounts counts:
                json.WriteStartObject("counts");
                for (var i = 0; i < counts.Counts.Count; i++)
                    json.WriteNumber(classes[i], counts.Counts[i]);
                json.WriteEndObject();
                break;
            case Occlusion occlusion:
                json.Objects("instances", occlusion.Instances, instance =>
                {
                    Head(json, instance.InstanceId, instance.ClassId);
                    json.Float("visible", instance.PercentVisible);
                    json.Float("in_frame", instance.PercentInFrame);
                });
                break;
            case SceneMetadata scene:
                WriteScene(json, scene);
                break;
        }
    }

    private void WriteKeypoints(Utf8JsonWriter json, Keypoints keypoints)
    {
        json.Words("template", keypoints.Template);
        json.Objects("instances", keypoints.Instances, instance =>
        {
            Head(json, instance.InstanceId, instance.ClassId);
            json.Objects("points", instance.Points, point =>
            {
                json.Float("x", point.X);
                json.Float("y", point.Y);
                json.WriteNumber("state", (int)point.State);
                json.Vector("camera", point.Camera);
            });
        });
    }

    private static void WriteCamera(Utf8JsonWriter json, CameraCapture camera)
    {
        json.Floats("focal", camera.FocalX, camera.FocalY);
        json.Floats("centre", camera.CenterX, camera.CenterY);
        json.WriteBoolean("orthographic", camera.Orthographic);
        json.Floats("range", camera.Near, camera.Far);
        json.Vector("position", camera.Position);
        json.Rotation("rotation", camera.Rotation);
    }

    private void WriteScene(Utf8JsonWriter json, SceneMetadata scene)
    {
        json.Objects("instances", scene.Instances, instance =>
        {
            Head(json, instance.InstanceId, instance.ClassId);
            json.WriteNumber("parent", instance.ParentId);
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
    }

    private void Head(Utf8JsonWriter json, int instance, int classId)
    {
        json.WriteNumber("instance", instance);
        json.WriteString("class", classes[classId]);
    }
}
