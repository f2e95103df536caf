using System.Numerics;
using System.Text;
using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Solo;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Solo;

/// <summary>The JSON of each thing, against texts written by hand from what Unity Perception 1.0 writes.</summary>
public sealed class SoloFrameTests
{
    public static TheoryData<string, string> Annotations => new()
    {
        { "boxes", """{"@type":"type.unity.com/unity.solo.BoundingBox2DAnnotation","id":"boxes","sensorId":"camera","description":"…","values":[{"instanceId":1,"labelId":2,"labelName":"T-shirt/top","origin":[0.0,0.0],"dimension":[1.0,1.0]},{"instanceId":2,"labelId":1,"labelName":"disc","origin":[1.0,0.0],"dimension":[1.0,1.0]}]}""" },
        { "amodal", """{"@type":"type.fewlabels.sim/AmodalBoundingBox2DAnnotation","id":"amodal","sensorId":"camera","description":"…","values":[{"instanceId":1,"labelId":2,"labelName":"T-shirt/top","origin":[0.0,0.0],"dimension":[2.0,2.0]}]}""" },
        { "boxes 3d", """{"@type":"type.unity.com/unity.solo.BoundingBox3DAnnotation","id":"boxes 3d","sensorId":"camera","description":"…","values":[{"instanceId":1,"labelId":2,"labelName":"T-shirt/top","translation":[0.0,0.0,5.0],"size":[1.0,2.0,3.0],"rotation":[0.0,0.0,1.0,0.0],"velocity":[0.5,0.0,0.0],"acceleration":[0.0,0.0,0.0]}]}""" },
        { "semantic", """{"@type":"type.unity.com/unity.solo.SemanticSegmentationAnnotation","id":"semantic","sensorId":"camera","description":"…","imageFormat":"Png","dimension":[4.0,2.0],"filename":"step0.camera.semantic.png","instances":[{"labelName":"disc","pixelValue":[255,0,0,255]},{"labelName":"T-shirt/top","pixelValue":[0,74,255,255]}]}""" },
        { "instances", """{"@type":"type.unity.com/unity.solo.InstanceSegmentationAnnotation","id":"instances","sensorId":"camera","description":"…","imageFormat":"Png","dimension":[4.0,2.0],"filename":"step0.camera.instances.png","instances":[{"instanceId":1,"labelId":2,"labelName":"T-shirt/top","color":[255,0,0,255]},{"instanceId":2,"labelId":1,"labelName":"disc","color":[0,74,255,255]}]}""" },
        { "keypoints", """{"@type":"type.unity.com/unity.solo.KeypointAnnotation","id":"keypoints","sensorId":"camera","description":"…","templateId":"shapes-keypoints","values":[{"instanceId":1,"labelId":2,"pose":"unset","keypoints":[{"index":0,"location":[1.5,0.5],"cameraCartesianLocation":[0.0,1.0,4.0],"state":2},{"index":1,"location":[0.0,0.0],"cameraCartesianLocation":[0.0,0.0,0.0],"state":0}]}]}""" },
        { "depth", """{"@type":"type.unity.com/unity.solo.DepthAnnotation","id":"depth","sensorId":"camera","description":"…","measurementStrategy":"Depth","imageFormat":"Exr","dimension":[4.0,2.0],"filename":"step0.camera.depth.exr"}""" },
        { "range", """{"@type":"type.unity.com/unity.solo.DepthAnnotation","id":"range","sensorId":"camera","description":"…","measurementStrategy":"Range","imageFormat":"Exr","dimension":[4.0,2.0],"filename":"step0.camera.range.exr"}""" },
        { "normals", """{"@type":"type.unity.com/unity.solo.NormalAnnotation","id":"normals","sensorId":"camera","description":"…","imageFormat":"Exr","dimension":[4.0,2.0],"filename":"step0.camera.normals.exr"}""" },
        { "positions", """{"@type":"type.unity.com/unity.solo.PixelPositionAnnotation","id":"positions","sensorId":"camera","description":"…","imageFormat":"Exr","dimension":[4.0,2.0],"filename":"step0.camera.positions.exr"}""" },
        { "flow", """{"@type":"type.fewlabels.sim/OpticalFlowAnnotation","id":"flow","sensorId":"camera","description":"…","imageFormat":"Exr","dimension":[4.0,2.0],"filename":"step0.camera.flow.exr"}""" },
        { "camera", """{"@type":"type.fewlabels.sim/CameraAnnotation","id":"camera","sensorId":"camera","description":"…","focalLength":[8.0,8.0],"principalPoint":[2.0,1.0],"orthographic":false,"near":0.5,"far":2.0}""" },
    };

    public static TheoryData<string, string> Metrics => new()
    {
        { "counts", """{"@type":"type.unity.com/unity.solo.ObjectCountMetric","id":"counts","sensorId":"camera","annotationId":"","description":"…","values":[{"labelId":1,"labelName":"disc","count":1},{"labelId":2,"labelName":"T-shirt/top","count":1}]}""" },
        // But for labelId, which Unity leaves out.
        { "occlusion", """{"@type":"type.unity.com/unity.solo.OcclusionMetric","id":"occlusion","sensorId":"camera","annotationId":"","description":"…","values":[{"instanceId":1,"labelId":2,"percentVisible":0.5,"percentInFrame":0.25,"visibilityInFrame":0.125}]}""" },
        { "rendered-object-info", """{"@type":"type.unity.com/unity.solo.RenderedObjectInfoMetric","id":"rendered-object-info","sensorId":"camera","annotationId":"","description":"…","values":[{"labelId":2,"instanceId":1,"color":[255,0,0,255],"visiblePixels":1,"parentInstanceId":-1,"childrenInstanceIds":[2],"labels":["T-shirt/top"]},{"labelId":1,"instanceId":2,"color":[0,74,255,255],"visiblePixels":1,"parentInstanceId":1,"childrenInstanceIds":[],"labels":["disc"]}]}""" },
        { "scene", """{"@type":"type.fewlabels.sim/SceneMetadataMetric","id":"scene","sensorId":"camera","annotationId":"","description":"…","instances":[{"instanceId":1,"labelId":2,"labelName":"T-shirt/top","parentInstanceId":-1,"name":"body","position":[1.0,0.0,0.0],"rotation":[0.0,0.0,0.0,1.0],"scale":[1.0,1.0,1.0]}],"lights":[{"type":"Spot","position":[0.0,3.0,0.0],"forward":[0.0,-1.0,0.0],"color":[1.0,1.0,1.0],"intensity":2.0}]}""" },
        { "scenario_iteration", """{"@type":"type.unity.com/unity.solo.GenericMetric","id":"scenario_iteration","sensorId":"","annotationId":"","description":"…","value":3}""" },
        { "random-seed", """{"@type":"type.unity.com/unity.solo.GenericMetric","id":"random-seed","sensorId":"","annotationId":"","description":"…","value":7}""" },
        { "randomizer-draws", """{"@type":"type.fewlabels.sim/RandomizerDrawsMetric","id":"randomizer-draws","sensorId":"","annotationId":"","description":"…","values":[{"parameter":"light.yaw","object":0,"value":3.0},{"parameter":"light.yaw","object":1,"value":-0.25},{"parameter":"light.yaw","object":2,"value":1E-07},{"parameter":"light.kind","object":0,"value":1.0,"choice":"warm, soft"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Annotations))]
    public void An_annotation_is_as_Unity_writes_it(string id, string expected) =>
        Assert.Equal(expected, Item(Json(SomeFrames.Whole(3)).GetProperty("captures")[0].GetProperty("annotations"), id));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void A_metric_is_as_Unity_writes_it(string id, string expected) =>
        Assert.Equal(expected, Item(Json(SomeFrames.Whole(3)).GetProperty("metrics"), id));

    [Fact]
    public void A_frame_and_its_capture_have_Unitys_keys_in_its_order()
    {
        var frame = Json(SomeFrames.Whole(3, step: 1), steps: 2);
        Assert.StartsWith("""{"frame":7,"sequence":3,"step":1,"timestamp":0.5,"captures":[""", frame.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["frame", "sequence", "step", "timestamp", "captures", "metrics"], frame.EnumerateObject().Select(member => member.Name));
        var capture = frame.GetProperty("captures")[0];
        var text = capture.GetRawText();
        // A camera at (1, 2, 3) with a focal length of 8 pixels for 4 × 2, its principal point in the middle, 0.5 to 2 m.
        Assert.Equal(
            """{"@type":"type.unity.com/unity.solo.RGBCamera","id":"camera","description":"…","position":[1.0,2.0,3.0],"rotation":[0.0,0.0,0.0,1.0],"velocity":[0.0,0.0,0.0],"acceleration":[0.0,0.0,0.0],"filename":"step1.camera.png","imageFormat":"Png","dimension":[4.0,2.0],"projection":"Perspective","matrix":[4.0,0.0,0.0,0.0,8.0,0.0,0.0,0.0,-1.6666666],"annotations":""",
            Undescribed(text)[..Undescribed(text).IndexOf("[{", StringComparison.Ordinal)]);
    }

    [Fact]
    public void Empty_lists_are_written_since_readers_ask_for_them()
    {
        var frame = Json(SomeFrames.Empty(3));
        var annotations = frame.GetProperty("captures")[0].GetProperty("annotations");
        Assert.Equal(6, annotations.GetArrayLength());
        Assert.All(annotations.EnumerateArray(), annotation => Assert.Contains("[]", annotation.GetRawText(), StringComparison.Ordinal));
        Assert.Equal(0, Json(SomeFrames.Of(3)).GetProperty("captures")[0].GetProperty("annotations").GetArrayLength());
        Assert.Equal("[]", frame.GetProperty("metrics")[0].GetProperty("values").GetRawText());
    }

    [Theory]
    [InlineData(-0.3f, 0.2f, 3)]
    [InlineData(0.1f, -0.05f, 7)]
    public void The_matrix_projects_as_OpenGL_does(float x, float y, float z)
    {
        var camera = new CameraCapture("camera", 64, 48, 70, 80, 40, 20, false, 0.1f, 50, default, Quaternion.Identity);
        var capture = Json(SomeFrames.Of(0, 0, camera)).GetProperty("captures")[0];
        var m = capture.GetProperty("matrix").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        // OpenGL's eye space: x right, y up, looking along −z; clip w = −z.
        Vector3 eye = new(x, y, -z);
        var ndcX = (m[0] * eye.X + m[3] * eye.Y + m[6] * eye.Z) / -eye.Z;
        var ndcY = (m[1] * eye.X + m[4] * eye.Y + m[7] * eye.Z) / -eye.Z;
        Assert.Equal(40 + 70 * x / z, (ndcX + 1) / 2 * 64, 1e-3);
        Assert.Equal(20 - 80 * y / z, (1 - ndcY) / 2 * 48, 1e-3);
    }

    [Fact]
    public void A_number_that_is_none_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Json(SomeFrames.Of(0, 0, new Occlusion("occlusion", [new(1, 0, float.NaN, 1)]))));

    private static JsonElement Json(LabelledFrame frame, int steps = 1)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, SoloJson.Compact))
            SoloFrame.Write(json, frame, SomeFrames.Plan(steps: steps), "shapes-keypoints");
        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer.ToArray())).RootElement;
    }

    private static string Item(JsonElement list, string id) =>
        Undescribed(list.EnumerateArray().Single(item => item.GetProperty("id").GetString() == id).GetRawText());

    // Descriptions are for people and may change.
    private static string Undescribed(string json)
    {
        const string Key = "\"description\":\"";
        var start = json.IndexOf(Key, StringComparison.Ordinal) + Key.Length;
        return $"{json[..start]}…{json[json.IndexOf('"', start)..]}";
    }
}
